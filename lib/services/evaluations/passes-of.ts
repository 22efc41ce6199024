import type { ScorerSettings } from '@/lib/contracts/scorers'
import { passMark } from './pass-mark'
import { type ScoredAnswer, scoreValue } from './scored-answer'

/** Whether each example passes the primary scorer in every repeat. Null if a repeat of it has no score. */
export function passesOf(
  [primary]: readonly ScorerSettings[],
  answers: readonly ScoredAnswer[],
): Map<string, boolean | null> {
  const passes = new Map<string, boolean | null>()
  if (!primary) return passes
  for (const [exampleId, trials] of Map.groupBy(answers, (answer) => answer.exampleId)) {
    const values = trials.map((trial) => scoreValue(trial, primary.id))
    if (values.some((value) => value !== null && value < passMark(primary))) passes.set(exampleId, false)
    else passes.set(exampleId, values.includes(null) ? null : true)
  }
  return passes
}
