import 'server-only'
import type { Transaction } from '@/lib/db/database'
import { channelMessages } from '@/lib/db/schema/channels'
import type { Problem } from '@/lib/messages/problems/types'
import type { System } from '../system'
import { ChannelJobData } from './channel-job'
import { endMessage, isMessage } from './message-queue'

/** Called after the last attempt: later messages of the conversation must not wait for it. */
export async function giveUpMessage(tx: Transaction, system: System, data: unknown, failure: Problem): Promise<void> {
  const parsed = ChannelJobData.safeParse(data)
  if (!parsed.success) return
  const { messageId, workspaceId } = parsed.data
  const [message] = await tx
    .select()
    .from(channelMessages)
    .where(isMessage({ id: messageId, workspaceId }))
  if (message && message.status !== 'answered') await endMessage(system, message, { status: 'failed', failure }, tx)
}
