import 'server-only'
import type { batchItems } from '@/lib/db/schema/automations'
import type { ServiceContext } from '@/lib/services/context'
import { closedRuns, shownError } from '@/lib/services/knowledge/closed-runs'

type Item = typeof batchItems.$inferSelect

/** Removes the values, outputs and errors of rows whose runs read documents that this member may not see. */
export async function redactRestricted(
  ctx: Pick<ServiceContext, 'db' | 'workspace' | 'actor'>,
  items: readonly Item[],
): Promise<Item[]> {
  const closedRunIds = await closedRuns(
    ctx,
    items.flatMap(({ runId }) => runId ?? []),
  )
  return items.map((item) =>
    item.runId !== null && closedRunIds.has(item.runId)
      ? { ...item, values: {}, outputs: null, ...shownError(item.runId, item, closedRunIds) }
      : item,
  )
}
