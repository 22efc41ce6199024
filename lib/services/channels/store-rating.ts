import 'server-only'
import { and, eq } from 'drizzle-orm'
import { channelMessages } from '@/lib/db/schema/channels'
import { runs } from '@/lib/db/schema/runs'
import type { ReceivedRating } from '@/lib/plugins/events/channel'
import { storeFeedback } from '../feedback/store-feedback'
import type { System } from '../system'
import type { ChannelRow } from './channel-row'

/** Stores a person's opinion about an answer as feedback on its run. Opinions about other messages are ignored. */
export async function storeRating(
  { db }: System,
  { id, workspaceId, appId, plugin }: ChannelRow,
  { sentId, sender, rating }: ReceivedRating,
): Promise<void> {
  const [answer] = await db
    .select({ runId: runs.id })
    .from(channelMessages)
    .innerJoin(runs, and(eq(runs.id, channelMessages.runId), eq(runs.workspaceId, workspaceId)))
    .where(
      and(
        ...[eq(channelMessages.channelId, id), eq(channelMessages.workspaceId, workspaceId)],
        ...[eq(channelMessages.sentId, sentId), eq(runs.appId, appId)],
      ),
    )
  if (!answer) return
  // The end user of the runs of this person.
  const author = `end:${plugin}:${sender.slice(0, 200)}`
  await storeFeedback(db, {
    workspaceId,
    appId,
    runId: answer.runId,
    author,
    body: { rating, reason: '', correction: null },
  })
}
