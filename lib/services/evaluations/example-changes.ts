import type { CHANGES } from '@/lib/contracts/experiments'
import type { ScorerSettings } from '@/lib/contracts/scorers'
import { momentsOf } from '@/lib/core/statistics/moments'
import { passMark } from './pass-mark'
import { type ScoredAnswer, scoreValue } from './scored-answer'
import { isUnsteady } from './summarize-experiment'

export type Change = (typeof CHANGES)[number]

export interface ExampleChange {
  exampleId: string
  change: Change
  values: (number | null)[]
}

/** What changed for each example compared with the first variant, the largest losses first. */
export function exampleChanges(
  answers: readonly ScoredAnswer[],
  { primary, variants, variant }: { primary: ScorerSettings; variants: number; variant: number },
): ExampleChange[] {
  const byExample = Map.groupBy(answers, ({ exampleId }) => exampleId)
  const found = [...byExample.entries()].map(([exampleId, own]): ExampleChange => {
    const trials = Array.from({ length: variants }, (_, index) => own.filter((answer) => answer.variant === index))
    const values = trials.map((variantTrials) =>
      meanOf(variantTrials.flatMap((answer) => scoreValue(answer, primary.id) ?? [])),
    )
    return { exampleId, values, change: changeOf(trials, values, { primary, variant }) }
  })
  return found.sort((a, b) => keyOf(a, variant) - keyOf(b, variant))
}

const meanOf = (values: readonly number[]) => (values.length === 0 ? null : momentsOf(values).mean)

function changeOf(
  trials: readonly (readonly ScoredAnswer[])[],
  values: readonly (number | null)[],
  { primary, variant }: { primary: ScorerSettings; variant: number },
): Change {
  const [first, second] = [values[0] ?? null, values[variant] ?? null]
  if (trials[variant]?.some(({ isFailed }) => isFailed)) return 'failed'
  if (second === null) return 'no-verdict'
  if (isUnsteady(trials[variant] ?? [], primary)) return 'unsteady'
  if (variant === 0 || first === null) return 'same'
  const mark = passMark(primary)
  if (first >= mark && second < mark) return 'regressed'
  if (first < mark && second >= mark) return 'improved'
  return 'same'
}

/** Sorts by the loss against the first variant; with one variant, by its value. */
const keyOf = ({ values }: ExampleChange, variant: number): number =>
  variant === 0 ? (values[0] ?? -1) : (values[variant] ?? 0) - (values[0] ?? 0)
