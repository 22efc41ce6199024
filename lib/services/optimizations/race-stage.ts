import type { CandidateView } from '@/lib/contracts/optimizations'

const FIRST_STAGE = 20

/** The number of cases in each stage: a quarter, a half, all. */
export function stageSizes(caseCount: number): number[] {
  const sizes = [Math.max(FIRST_STAGE, Math.ceil(caseCount / 4)), Math.ceil(caseCount / 2), caseCount]
  return [...new Set(sizes.map((size) => Math.min(size, caseCount)))].sort((a, b) => a - b)
}

interface Racer {
  index: number
  status: CandidateView['status']
  values: ReadonlyMap<string, number | null>
}

export interface ComparedStage<Candidate> {
  cases: string[]
  /** Open candidates that answered all of them. */
  pool: Candidate[]
}

/** The longest stage that the draft and another open candidate completed; without one, no cases. */
export function comparedStage<Candidate extends Racer>(
  candidates: readonly Candidate[],
  order: readonly string[],
): ComparedStage<Candidate> {
  const open = candidates.filter(({ status }) => status !== 'worse' && status !== 'dropped')
  const hasFirst = ({ values }: Racer, count: number) => order.slice(0, count).every((id) => values.has(id))
  const [draft] = candidates
  const size =
    stageSizes(order.length).findLast(
      (count) =>
        draft !== undefined && hasFirst(draft, count) && open.some((one) => one.index !== 0 && hasFirst(one, count)),
    ) ?? 0
  return { cases: order.slice(0, size), pool: size === 0 ? [] : open.filter((one) => hasFirst(one, size)) }
}

/** The mean of the known values; 0 without one. */
export function meanOn({ values }: Pick<Racer, 'values'>, cases: readonly string[]): number {
  const known = cases.flatMap((id) => values.get(id) ?? [])
  return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length
}
