import 'server-only'
import { and, eq, inArray, isNull, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { PublicInputField } from '@/lib/contracts/public'
import { DEFAULT_BATCH_ROWS, MAX_BATCH_ROWS_OF_VISITORS, type PublicationSettings } from '@/lib/contracts/versions'
import { DEFAULT_WIDGET } from '@/lib/contracts/widget'
import { AppError } from '@/lib/core/app-error'
import { defaultSources } from '@/lib/core/knowledge/source-detail'
import type { Database } from '@/lib/db/database'
import { apps, environments, formerAddresses, publications, versions } from '@/lib/db/schema/apps'
import { rollouts } from '@/lib/db/schema/releases'
import type { Graph } from '@/lib/graph/graph'
import { problem } from '@/lib/messages/problems/problem'
import { ACCEPTS_NOTHING, attachmentsOf, inputFieldsOf } from '../apps/input-fields'
import { memoryUse } from '../memories/memory-use'
import type { LiveRollout, PublishedApp } from './published-app'
import { type VersionAddress, versionGraph } from './version-graph'

const PRODUCTION = 'production'

/**
 * The app at `slug` or `slug@environment`, under the requested address: its current or a previous one. @returns null if
 * the app is unknown or in the trash, or if nothing is live there
 */
export async function findLiveApp(db: Database, address: string): Promise<PublishedApp | null> {
  const [slug = '', environment = PRODUCTION] = address.split('@')
  // Production has a single address, which omits its name.
  if (address.endsWith(`@${PRODUCTION}`)) return null
  const [app] = await findLiveApps(db, eq(publications.slug, slug), environment)
  if (app) return app
  const formerApps = db
    .select({ appId: formerAddresses.appId })
    .from(formerAddresses)
    .where(eq(formerAddresses.slug, slug))
  const [moved] = await findLiveApps(db, inArray(publications.appId, formerApps), environment)
  return moved ? { ...moved, slug: address } : null
}

/**
 * Published apps with their live versions. Does not read drafts and graphs: versions are immutable, so each graph is
 * read once per process.
 */
export async function findLiveApps(
  db: Database,
  filter: SQL | undefined,
  environment = PRODUCTION,
): Promise<PublishedApp[]> {
  const candidate = alias(versions, 'candidate')
  const found = await db
    .select({
      appId: apps.id,
      workspaceId: apps.workspaceId,
      name: apps.name,
      description: apps.description,
      kind: apps.kind,
      publication: publications,
      durability: environments.durability,
      maintenance: environments.maintenance,
      versionId: versions.id,
      versionNumber: versions.number,
      rollout: rollouts,
      candidateNumber: candidate.number,
    })
    .from(publications)
    .innerJoin(apps, eq(apps.id, publications.appId))
    .innerJoin(environments, and(eq(environments.appId, apps.id), eq(environments.name, environment)))
    .innerJoin(versions, eq(versions.id, environments.versionId))
    .leftJoin(
      rollouts,
      and(eq(rollouts.appId, apps.id), eq(rollouts.environment, environment), eq(rollouts.status, 'running')),
    )
    .leftJoin(candidate, eq(candidate.id, rollouts.versionId))
    .where(and(isNull(apps.deletedAt), filter))
  return Promise.all(
    found.map(async ({ publication, rollout, candidateNumber, ...app }) => {
      const graph = await liveGraph(db, app)
      const inputFields = inputFieldsOf(graph)
      const { remembers, asksToRemember } = await memoryUse(db, app.workspaceId, graph)
      const acceptsMessage = app.kind === 'chat' && inputFields.some((field) => field.name === 'message')
      return {
        ...app,
        ...publication.settings,
        widget: { ...DEFAULT_WIDGET, ...publication.settings.widget },
        sources: publication.settings.sources ?? defaultSources(publication.settings.access),
        ...addressOf(publication, environment),
        rollout: rollout && toLiveRollout(rollout, candidateNumber ?? 0),
        inputFields,
        ...(acceptsMessage ? attachmentsOf(graph) : ACCEPTS_NOTHING),
        batch: batchOf(publication.settings, environment, inputFields),
        ...(remembers ? { remembers } : {}),
        ...(asksToRemember ? { asksToRemember } : {}),
        messageField: acceptsMessage ? 'message' : null,
        updatedAt: publication.updatedAt.toISOString(),
      }
    }),
  )
}

/** Batches run the version that production points to, and their rows contain no files. */
function batchOf(
  { page = 'single', batchRows = DEFAULT_BATCH_ROWS }: Partial<PublicationSettings>,
  environment: string,
  fields: PublicInputField[],
): PublishedApp['batch'] {
  const needsFile = fields.some(({ type, required }) => required && (type === 'file' || type === 'image'))
  if (page === 'single' || environment !== PRODUCTION || needsFile) return null
  return { only: page === 'batch', maxRows: Math.min(batchRows, MAX_BATCH_ROWS_OF_VISITORS) }
}

/** Environments other than production are only open to members and keys. */
function addressOf({ slug, settings: { access } }: typeof publications.$inferSelect, environment: string) {
  if (environment === PRODUCTION) return { environment, slug }
  return { environment, slug: `${slug}@${environment}`, access: access === 'link' ? ('members' as const) : access }
}

function toLiveRollout(row: typeof rollouts.$inferSelect, versionNumber: number): LiveRollout {
  const { id, kind, percent, stickyBy, versionId } = row
  return { id, kind, percent, stickyBy, versionId, versionNumber }
}

/** @throws NOT_FOUND */
export async function liveGraph(db: Database, address: VersionAddress): Promise<Graph> {
  const graph = await versionGraph(db, address)
  if (!graph) throw new AppError('NOT_FOUND', problem('apps.missing'))
  return graph
}
