import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { waits } from '@/lib/db/schema/waits'
import { pathKey } from '@/lib/engine/state/path-key'
import type { System } from '@/lib/services/system'
import { activeRuns } from '../log/active-runs'

/**
 * Delivers stored answers to runs that this process drives and whose other branches are active. Answers that cannot be
 * used yet are looked up again, at the latest when the run pauses. @returns how many were used
 */
export async function deliverAnswers({ db }: Pick<System, 'db'>): Promise<number> {
  const waitingRuns = [...activeRuns()].filter(([, active]) => active.answerable.open().length > 0)
  if (waitingRuns.length === 0) return 0
  const answered = await db
    .select({ runId: waits.runId, path: waits.path, key: waits.key, answer: waits.answer })
    .from(waits)
    .where(
      and(
        inArray(
          waits.runId,
          waitingRuns.map(([runId]) => runId),
        ),
        eq(waits.status, 'answered'),
      ),
    )
  let used = 0
  for (const { runId, path, key, answer } of answered) {
    const active = activeRuns().get(runId)
    const openQuestion = active?.answerable
      .open()
      .find((question) => question.key === key && pathKey(question.path) === path)
    if (active && openQuestion && active.answerable.take({ path: openQuestion.path, key, answer: answer ?? null }))
      used += 1
  }
  return used
}
