import 'server-only'
import { z } from 'zod'
import { type AnswerView, Decision } from '@/lib/contracts/pending-inputs'
import { JsonObjectSchema } from '@/lib/core/json'
import type { waits } from '@/lib/db/schema/waits'

const Stored = z.union([
  z.object({ timedOut: z.literal(true) }),
  z.object({ decision: Decision, values: JsonObjectSchema, comment: z.string(), by: z.string() }),
])

/** The answer in the row of a question, for display. */
export function readAnswer(
  wait: Pick<typeof waits.$inferSelect, 'status' | 'answer' | 'answeredAt' | 'createdAt'>,
): AnswerView | null {
  if (wait.status !== 'answered') return null
  const answeredAt = (wait.answeredAt ?? wait.createdAt).toISOString()
  const stored = Stored.safeParse(wait.answer).data
  if (!stored || 'timedOut' in stored)
    return { decision: 'timed-out', values: {}, comment: '', by: 'deadline', at: answeredAt }
  return { ...stored, at: answeredAt }
}
