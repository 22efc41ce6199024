import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { conversations, conversationTurns } from '@/lib/db/schema/conversations'
import { runs } from '@/lib/db/schema/runs'
import { appVariables } from '@/lib/db/schema/variables'
import { problem } from '@/lib/messages/problems/problem'
import { deleteBytes } from '@/lib/services/app-files/generated-files'
import { deleteRuns } from '../maintenance/delete-runs'
import type { ConversationRef } from './conversation-types'
import { findConversation } from './find-conversation'

const ENDED: readonly string[] = ['succeeded', 'failed', 'cancelled']

/** Deletes the conversation with its runs, traces and ratings. @throws NOT_FOUND, CONFLICT while one is active */
export async function deleteConversation(db: Database, ref: ConversationRef): Promise<void> {
  const deleted = await db.transaction(async (tx) => {
    const { id, workspaceId } = await findConversation(tx, ref)
    // Locks out new turns: adding one updates this row.
    await tx
      .select({ id: conversations.id })
      .from(conversations)
      .where(and(eq(conversations.id, id), eq(conversations.workspaceId, workspaceId)))
      .for('update')
    const turns = await tx
      .select({ runId: runs.id, status: runs.status })
      .from(conversationTurns)
      .innerJoin(runs, and(eq(runs.id, conversationTurns.runId), eq(runs.workspaceId, workspaceId)))
      .where(and(eq(conversationTurns.conversationId, id), eq(conversationTurns.workspaceId, workspaceId)))
    if (turns.some(({ status }) => !ENDED.includes(status)))
      throw new AppError('CONFLICT', problem('conversations.runInProgress'))
    const fileIds = await deleteRuns(
      tx,
      workspaceId,
      turns.map(({ runId }) => runId),
    )
    await tx
      .delete(appVariables)
      .where(
        and(
          eq(appVariables.workspaceId, workspaceId),
          eq(appVariables.scope, 'conversation'),
          eq(appVariables.scopeKey, id),
        ),
      )
    await tx.delete(conversations).where(and(eq(conversations.id, id), eq(conversations.workspaceId, workspaceId)))
    return { workspaceId, fileIds }
  })
  await deleteBytes(deleted.workspaceId, deleted.fileIds)
}
