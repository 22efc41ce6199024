import { BettingSequence } from '@/lib/core/statistics/betting-sequence'
import { meanOn } from '@/lib/services/optimizations/race-stage'

/** A candidate with its results so far. */
export interface RaceCandidate {
  index: number
  choice: readonly number[]
  status: 'racing' | 'worse' | 'dropped' | 'finished'
  stage: number
  /** The primary score by case; null without a verdict. */
  values: ReadonlyMap<string, number | null>
  /** Mean cost of an answer; 0 if unknown. */
  cost: number
}

export interface RaceDecision {
  index: number
  status: RaceCandidate['status']
  stage: number
}

/** Costs within this share of each other count as equal. */
const SAME_COST = 0.02

/**
 * Ends a stage of the race. A candidate leaves for one of two reasons: another one that costs no more is significantly
 * better, or the candidate is in the lower half and not on the front. The draft always continues, because all finalists
 * are compared with it.
 */
export function endStage(
  candidates: readonly RaceCandidate[],
  cases: readonly string[],
  sizes: readonly number[],
): RaceDecision[] {
  const racing = candidates.filter(({ status }) => status === 'racing')
  const stage = Math.min(...racing.map((candidate) => candidate.stage))
  const own = racing.filter((candidate) => candidate.stage === stage)
  const seen = cases.slice(0, sizes[stage])
  const isLast = stage >= sizes.length - 1
  const rivals = candidates.filter(({ values }) => seen.every((id) => values.has(id)))
  const means = new Map(rivals.map((rival) => [rival.index, meanOn(rival, seen)]))
  const meanOf = ({ index }: RaceCandidate) => means.get(index) ?? 0
  const worse = new Set(own.filter((candidate) => isBeaten(candidate, rivals, seen, meanOf)).map(({ index }) => index))
  const open = own.filter(({ index }) => index !== 0 && !worse.has(index)).sort((a, b) => meanOf(b) - meanOf(a))
  const best = new Set(open.slice(0, Math.ceil(open.length / 2)).map(({ index }) => index))
  return own.map(({ index, ...candidate }) => {
    if (index === 0) return { index, ...next(stage, isLast) }
    if (worse.has(index)) return { index, stage, status: 'worse' }
    const isOnFront = !rivals.some((rival) => dominates(rival, { ...candidate, index }, meanOf))
    return isLast || best.has(index) || isOnFront
      ? { index, ...next(stage, isLast) }
      : { index, stage, status: 'dropped' }
  })
}

const next = (stage: number, isLast: boolean): Omit<RaceDecision, 'index'> =>
  isLast ? { stage, status: 'finished' } : { stage: stage + 1, status: 'racing' }

const costsNoMore = (rival: { cost: number }, { cost }: { cost: number }) => rival.cost <= cost * (1 + SAME_COST)

function dominates(rival: RaceCandidate, other: RaceCandidate, meanOf: (one: RaceCandidate) => number): boolean {
  if (rival.index === other.index || !costsNoMore(rival, other)) return false
  return meanOf(rival) > meanOf(other) || (meanOf(rival) === meanOf(other) && rival.index < other.index)
}

function isBeaten(
  candidate: RaceCandidate,
  rivals: readonly RaceCandidate[],
  cases: readonly string[],
  meanOf: (one: RaceCandidate) => number,
): boolean {
  if (candidate.index === 0) return false
  const fair = rivals.filter((rival) => rival.index !== candidate.index && costsNoMore(rival, candidate))
  const [champion] = fair.sort((a, b) => meanOf(b) - meanOf(a))
  return champion !== undefined && isWorse(candidate, champion, cases)
}

/** Whether the confidence sequence of the paired difference lies below zero. */
function isWorse(candidate: RaceCandidate, champion: RaceCandidate, cases: readonly string[]): boolean {
  const sequence = new BettingSequence()
  for (const id of cases) {
    const [own, other] = [candidate.values.get(id), champion.values.get(id)]
    if (typeof own === 'number' && typeof other === 'number') sequence.add(own - other)
  }
  const interval = sequence.interval()
  return interval !== null && interval.high < 0
}
