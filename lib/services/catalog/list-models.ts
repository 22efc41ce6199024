import 'server-only'
import { asc, eq } from 'drizzle-orm'
import { catalogModels, catalogProviderOf } from '@/lib/catalog/catalog'
import { findModel } from '@/lib/catalog/find-model'
import type { listCatalogModels as contract, Measured, ModelSummary } from '@/lib/contracts/model-cards'
import { connections } from '@/lib/db/schema/models'
import { isProviderId } from '@/lib/providers/manifests.gen'
import type { ConnectionRow } from '../connections/resolve-connection'
import { requireRole, type Verb } from '../context'
import { connectionHost } from '../governance/connection-place'
import { measureModels } from './measure-models'
import { availableAddress } from './model-address'
import { toSummary } from './model-summary'
import { type NewestScores, newestScores } from './newest-scores'

interface Known {
  measured: ReadonlyMap<string, Measured>
  scoresOf: (key: string) => NewestScores
  now: Date
}

export const listCatalogModels: Verb<typeof contract> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  const now = ctx.now()
  const [found, measured, scoresOf] = await Promise.all([
    ctx.db
      .select()
      .from(connections)
      .where(eq(connections.workspaceId, ctx.workspace.id))
      .orderBy(asc(connections.createdAt)),
    measureModels(ctx.db, ctx.workspace.id, { sinceDays: Number(query.days), now }),
    newestScores(ctx),
  ])
  const known = { measured, scoresOf, now }
  return { models: [...found.flatMap((row) => ofConnection(row, known)), ...builtIn(known), ...available(found, now)] }
}

function ofConnection(row: ConnectionRow, { measured, scoresOf, now }: Known): ModelSummary[] {
  return row.models.map(({ id, label, ability }) =>
    toSummary({
      ...{ connection: row.id, connectionName: row.name, provider: row.provider, model: id, label, ability, now },
      host: connectionHost(row),
      entry: findModel(row.provider, id),
      measured: measured.get(`${row.id}/${id}`) ?? null,
      scores: scoresOf(`${row.id}/${id}`),
    }),
  )
}

function builtIn({ measured, scoresOf, now }: Known): ModelSummary[] {
  return catalogModels()
    .filter(({ provider }) => provider === 'builtin')
    .map((entry) =>
      toSummary({
        ...{ connection: 'builtin', connectionName: 'Built in', provider: 'builtin', model: entry.id, entry, now },
        host: '',
        measured: measured.get(`builtin/${entry.id}`) ?? null,
        scores: scoresOf(`builtin/${entry.id}`),
      }),
    )
}

/** What could be connected and still works: a service of which there is a connection lists its models itself. */
function available(found: readonly ConnectionRow[], now: Date): ModelSummary[] {
  const connected = new Set(found.map(({ provider }) => catalogProviderOf(provider)))
  const today = now.toISOString().slice(0, 10)
  return catalogModels()
    .filter(({ provider }) => provider !== 'builtin' && isProviderId(provider) && !connected.has(provider))
    .filter(({ retiresOn }) => retiresOn === undefined || retiresOn > today)
    .map((entry) =>
      toSummary({
        ...{ connection: availableAddress(entry.provider), connectionName: null, provider: entry.provider, host: null },
        ...{ model: entry.id, entry, now, measured: null, scores: { quality: null, safety: null } },
      }),
    )
}
