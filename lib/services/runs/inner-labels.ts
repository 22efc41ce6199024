import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { versions } from '@/lib/db/schema/apps'
import type { RunEvent } from '@/lib/engine/events'
import { pathKey } from '@/lib/engine/state/path-key'

type Labels = Record<string, string>

/**
 * Labels of the steps of sub-apps in a run, by the path of their frame and their id, since ids of two apps may be
 * equal. The events record which version ran.
 */
export async function innerLabels(db: Database, workspaceId: string, events: readonly RunEvent[]): Promise<Labels> {
  const frames = events.flatMap((event) => {
    if (event.type !== 'node-step' || typeof event.step.output !== 'string') return []
    const key = /^version-(.+)$/.exec(event.step.key)?.[1]
    return key === undefined ? [] : [{ prefix: pathKey([...event.path, key]), versionId: event.step.output }]
  })
  const ids = [...new Set(frames.map(({ versionId }) => versionId))].filter(isUuid)
  if (ids.length === 0) return {}
  const found = await db
    .select({ id: versions.id, graph: versions.graph })
    .from(versions)
    .where(and(eq(versions.workspaceId, workspaceId), inArray(versions.id, ids)))
  const graphs = new Map(found.map(({ id, graph }) => [id, graph]))
  return Object.fromEntries(
    frames.flatMap(({ prefix, versionId }) =>
      (graphs.get(versionId)?.nodes ?? []).map((node) => [`${prefix}/${node.id}`, node.label]),
    ),
  )
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}
