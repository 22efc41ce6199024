import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/database'
import { channelMessages, channelQuestions, channels } from '@/lib/db/schema/channels'
import type { waits } from '@/lib/db/schema/waits'
import { APPROVAL_CHAT } from '@/lib/plugins/events/approval-chat-field'
import type { RunRow } from '../../runs/run-row'
import type { System } from '../../system'

import { type QuestionJobData, questionJob } from './question-job'

type Jobs = Pick<System, 'jobs'>
type QuestionKind = (typeof channelQuestions.$inferInsert)['kind']

/** Queues the messages about an approval in the transaction that stores it, if the run belongs to a channel. */
export async function queueQuestions(
  tx: Transaction,
  system: Jobs,
  { callback, workspaceId }: Pick<RunRow, 'callback' | 'workspaceId'>,
  { id: waitId, request }: Pick<typeof waits.$inferSelect, 'id' | 'request'>,
): Promise<void> {
  if (request.kind !== 'approval' || !callback || !('channelMessageId' in callback)) return
  const [found] = await tx
    .select({ message: channelMessages, fields: channels.fields })
    .from(channelMessages)
    .innerJoin(channels, eq(channels.id, channelMessages.channelId))
    .where(and(eq(channelMessages.id, callback.channelMessageId), eq(channelMessages.workspaceId, workspaceId)))
  if (!found) return
  const { channelId, target, conversation, sender } = found.message
  const forMembers: QuestionKind[] = found.fields[APPROVAL_CHAT] ? ['notice', 'approvers'] : ['notice']
  const kinds: QuestionKind[] = request.byVisitor ? ['sender'] : forMembers
  const common = { workspaceId, channelId, waitId, target, conversation, sender, status: 'waiting' as const }
  const added = await tx
    .insert(channelQuestions)
    .values(kinds.map((kind) => ({ ...common, kind })))
    .onConflictDoNothing()
    .returning({ questionId: channelQuestions.id })
  for (const { questionId } of added) await send(tx, system, { questionId, workspaceId, step: 'ask' })
}

/** Queues the replacement of questions by their answer or by the end of their run, in the transaction that stores it. */
export async function closeQuestions(
  tx: Transaction,
  system: Jobs,
  { waitIds, workspaceId }: { waitIds: readonly string[]; workspaceId: string },
): Promise<void> {
  const shown = await tx
    .select({ questionId: channelQuestions.id })
    .from(channelQuestions)
    .where(
      and(
        ...[inArray(channelQuestions.waitId, [...waitIds]), eq(channelQuestions.workspaceId, workspaceId)],
        inArray(channelQuestions.kind, ['sender', 'approvers']),
      ),
    )
  for (const { questionId } of shown) await send(tx, system, { questionId, workspaceId, step: 'close' })
}

const send = (tx: Transaction, { jobs }: Jobs, data: QuestionJobData) =>
  jobs.send(questionJob, data, { key: `${data.questionId}:${data.step}`, group: data.workspaceId, tx })
