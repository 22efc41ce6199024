import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Transaction } from '@/lib/db/database'
import { runs } from '@/lib/db/schema/runs'
import { problem } from '@/lib/messages/problems/problem'
import { processId } from '../process-id'

/** Locks the run, so that another process takes it over before or after the whole write. @throws CANCELLED */
export async function requireOwnRun(tx: Transaction, workspaceId: string, runId: string): Promise<void> {
  const [run] = await tx
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.id, runId), eq(runs.workspaceId, workspaceId), eq(runs.owner, processId())))
    .for('share')
  if (!run) throw new AppError('CANCELLED', problem('engine.takenOver'))
}
