import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { ScorerSettings } from '@/lib/contracts/scorers'
import { JsonObjectSchema } from '@/lib/core/json'
import type { Database } from '@/lib/db/database'
import { runs } from '@/lib/db/schema/runs'
import { storedProblem } from '@/lib/messages/problems/problem-ref'
import type { Problem } from '@/lib/messages/problems/types'
import { inputText } from '@/lib/services/evaluations/test-case'
import { textOfOutputs } from '@/lib/services/evaluations/text-of-outputs'
import { passagesOfRun } from '@/lib/services/knowledge/lab/passages-of-run'
import { storedEvents } from '@/lib/services/runs/stored-events'
import type { AppAnswer } from '../scorers/score'

export interface LiveAnswer {
  input: string
  answer: AppAnswer
  error: (Problem & { code?: string }) | null
  endedAt: Date
}

const NEED_PASSAGES: ReadonlySet<ScorerSettings['kind']> = new Set(['citations', 'wording', 'groundedness'])

/** Null if the run was deleted meanwhile. Events are read only for scorers that need passages. */
export async function readLiveAnswer(
  db: Database,
  address: { workspaceId: string; runId: string },
  scorers: readonly ScorerSettings[],
): Promise<LiveAnswer | null> {
  const [run] = await db
    .select()
    .from(runs)
    .where(and(eq(runs.id, address.runId), eq(runs.workspaceId, address.workspaceId)))
  if (!run) return null
  const needsPassages = scorers.some(({ kind }) => NEED_PASSAGES.has(kind))
  const passages = needsPassages ? passagesOfRun(await storedEvents(db, run.id)).passages : []
  const outputs = run.outputs ?? {}
  return {
    input: inputText({ inputs: JsonObjectSchema.catch({}).parse(run.inputs) }),
    answer: {
      text: textOfOutputs(outputs),
      outputs,
      latencyMs: run.durationMs,
      passages: passages.map(({ documentId, documentName, text }) => ({ documentId, documentName, text })),
      costMicros: run.hasUnknownCost ? null : (run.costMicros ?? 0),
    },
    error: run.status === 'failed' ? errorOf(run) : null,
    endedAt: run.endedAt ?? run.createdAt,
  }
}

function errorOf({ error, errorRef, errorCode }: typeof runs.$inferSelect): LiveAnswer['error'] {
  const { key, params, message } = storedProblem(error ?? '', errorRef ?? null)
  return { message, key, params, ...(errorCode === null ? {} : { code: errorCode }) }
}
