import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { apps, environments, versions } from '@/lib/db/schema/apps'
import type { Graph } from '@/lib/graph/graph'

export interface MemoryUse {
  /** Whether a step stores or recalls facts about end users. */
  remembers: boolean
  /** Whether a step stores facts only about end users who have agreed. */
  asksToRemember: boolean
}

/** Includes the apps that run as steps: their facts belong to the app that runs them. */
export async function memoryUse(db: Database, workspaceId: string, graph: Graph): Promise<MemoryUse> {
  const use = inSteps(graph)
  const parts = new Map(partsOf(graph))
  // Parts of parts are appended while this iterates.
  for (const part of parts.values()) {
    const found = await graphOfPart(db, { workspaceId, ...part })
    if (!found) continue
    const { remembers, asksToRemember } = inSteps(found)
    use.remembers ||= remembers
    use.asksToRemember ||= asksToRemember
    for (const [key, next] of partsOf(found)) if (!parts.has(key)) parts.set(key, next)
  }
  return use
}

const inSteps = ({ nodes }: Graph): MemoryUse => ({
  remembers: nodes.some(({ type, disabled }) => !disabled && (type === 'remember' || type === 'recall')),
  asksToRemember: nodes.some(
    ({ type, disabled, config }) => type === 'remember' && !disabled && config.consent !== 'given',
  ),
})

interface Part {
  appId: string
  /** Null for the published version. */
  versionId: string | null
}

const partsOf = ({ nodes }: Graph): [string, Part][] =>
  nodes.flatMap(({ type, disabled, config: { appId, versionId } }): [string, Part][] => {
    if (type !== 'sub-app' || disabled || typeof appId !== 'string' || appId === '') return []
    const version = typeof versionId === 'string' && versionId !== '' ? versionId : null
    return [[`${appId}/${version}`, { appId, versionId: version }]]
  })

async function graphOfPart(
  db: Database,
  { workspaceId, appId, versionId }: Part & { workspaceId: string },
): Promise<Graph | null> {
  const [found] = await db
    .select({ graph: versions.graph })
    .from(versions)
    .innerJoin(apps, eq(apps.id, versions.appId))
    .innerJoin(environments, and(eq(environments.appId, apps.id), eq(environments.name, 'production')))
    .where(
      and(
        eq(versions.appId, appId),
        eq(versions.workspaceId, workspaceId),
        isNull(apps.deletedAt),
        eq(versions.id, versionId ?? environments.versionId),
      ),
    )
  return found?.graph ?? null
}
