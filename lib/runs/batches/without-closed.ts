import 'server-only'
import type { batchItems } from '@/lib/db/schema/automations'
import type { ServiceContext } from '@/lib/services/context'
import { closedRuns, shownError } from '@/lib/services/knowledge/closed-runs'

type Item = typeof batchItems.$inferSelect

/** Rows as this member may see them: without what came of runs that read documents which are for others. */
export async function withoutClosed(
  ctx: Pick<ServiceContext, 'db' | 'workspace' | 'actor'>,
  items: readonly Item[],
): Promise<Item[]> {
  const closed = await closedRuns(
    ctx,
    items.flatMap(({ runId }) => runId ?? []),
  )
  return items.map((item) =>
    item.runId !== null && closed.has(item.runId)
      ? { ...item, outputs: null, error: shownError(item.runId, item.error, closed) }
      : item,
  )
}
