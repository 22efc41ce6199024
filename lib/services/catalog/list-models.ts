import 'server-only'
import { asc, eq } from 'drizzle-orm'
import { catalogModels, catalogProviderOf } from '@/lib/catalog/catalog'
import { findModel } from '@/lib/catalog/find-model'
import { scorecard } from '@/lib/catalog/scorecard'
import type { listCatalogModels as contract, ListedModel, Measured } from '@/lib/contracts/model-cards'
import { connections } from '@/lib/db/schema/models'
import { isProviderId } from '@/lib/providers/manifests.gen'
import type { ConnectionRow } from '../connections/connection-row'
import { requireRole, type Verb } from '../context'
import { connectionHost } from '../governance/connection-host'
import { measureModels } from './measure-models'
import { addressOfRow, availableAddress } from './model-address'
import { SCORECARD_DAYS, type SummaryParts, toFacts, toSummary } from './model-summary'
import { type NewestChecks, newestChecks } from './newest-checks'

interface Known {
  measured: ReadonlyMap<string, Measured>
  /** Metrics of the period that scorecards cover. */
  month: ReadonlyMap<string, Measured>
  checksOf: (key: string) => NewestChecks
  now: Date
}

export const listCatalogModels: Verb<typeof contract> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  const now = ctx.now()
  const measure = (sinceDays: number) => measureModels(ctx.db, ctx.workspace.id, { sinceDays, now })
  const days = Number(query.days)
  const measured = measure(days)
  const [found, ofDays, month, checksOf] = await Promise.all([
    ctx.db
      .select()
      .from(connections)
      .where(eq(connections.workspaceId, ctx.workspace.id))
      .orderBy(asc(connections.createdAt)),
    measured,
    days === SCORECARD_DAYS ? measured : measure(SCORECARD_DAYS),
    newestChecks(ctx),
  ])
  const facts = { measured: ofDays, month, checksOf, now }
  return {
    models: [...found.flatMap((row) => modelsOfConnection(row, facts)), ...builtIn(facts), ...available(found, facts)],
  }
}

function modelsOfConnection(row: ConnectionRow, facts: Known): ListedModel[] {
  return row.models.map(({ id, label, ability }) => {
    const source = { connection: row.id, connectionName: row.name, provider: row.provider, host: connectionHost(row) }
    const model = { ...source, model: id, label, ability, entry: findModel(row.provider, id) }
    return listed(model, addressOfRow(row), facts)
  })
}

function builtIn(facts: Known): ListedModel[] {
  const source = { connection: 'builtin', connectionName: 'Built in', provider: 'builtin', host: '' }
  return catalogModels()
    .filter(({ provider }) => provider === 'builtin')
    .map((entry) => listed({ ...source, model: entry.id, entry }, null, facts))
}

/** Models that can be connected and are still available. A connected service lists its models itself. */
function available(found: readonly ConnectionRow[], facts: Known): ListedModel[] {
  const connected = new Set(found.map(({ provider }) => catalogProviderOf(provider)))
  const today = facts.now.toISOString().slice(0, 10)
  return catalogModels()
    .filter(({ provider }) => provider !== 'builtin' && isProviderId(provider) && !connected.has(provider))
    .filter(({ retiresOn }) => retiresOn === undefined || retiresOn > today)
    .map((entry) => {
      const source = { connection: availableAddress(entry.provider), connectionName: null, provider: entry.provider }
      return listed({ ...source, host: null, model: entry.id, entry }, null, facts)
    })
}

type Listed = Omit<SummaryParts, 'measured' | 'scores' | 'now'>

function listed(model: Listed, address: string | null, { measured, month, checksOf, now }: Known): ListedModel {
  const key = `${model.connection}/${model.model}`
  const { quality, safety } = checksOf(key)
  const scores = { quality: quality?.score ?? null, safety: safety?.score ?? null }
  const summary = toSummary({ ...model, measured: measured.get(key) ?? null, scores, now })
  const facts = model.entry ? toFacts(model.entry, { ...model, now }) : null
  const card = scorecard({ summary, facts, quality, safety, address, now, measured: month.get(key) ?? null })
  return { ...summary, scorecard: { known: card.known, score: card.score } }
}
