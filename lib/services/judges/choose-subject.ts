import type { JudgedSubject } from './judged-subjects'

/** Labels needed per verdict: from 16 labels without an error on, the lower bound of a rate is above 80 %. */
const ENOUGH_OF_CLASS = 20

/**
 * The next answer to label: of the verdict with fewer labels until both have enough, then at random in proportion, so
 * that rare failures are labeled too. Null if all are labeled.
 * @param random from 0 to 1
 */
export function chooseSubject(
  subjects: readonly JudgedSubject[],
  labeled: ReadonlySet<string>,
  random: () => number,
): JudgedSubject | null {
  const unlabeled = subjects.filter(({ subject }) => !labeled.has(subject))
  const labelled = (verdict: boolean) =>
    subjects.filter((item) => item.verdict === verdict && labeled.has(item.subject)).length
  const [passing, failing] = [labelled(true), labelled(false)]
  const scarceVerdict = passing === failing ? null : passing < failing
  const isShort = Math.min(passing, failing) < ENOUGH_OF_CLASS
  const preferred =
    isShort && scarceVerdict !== null ? unlabeled.filter(({ verdict }) => verdict === scarceVerdict) : []
  const from = preferred.length > 0 ? preferred : unlabeled
  return from[Math.min(from.length - 1, Math.floor(random() * from.length))] ?? null
}
