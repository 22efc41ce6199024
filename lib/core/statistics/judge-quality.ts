import { agreementOf } from './agreement'
import type { Interval } from './interval'
import { kappaInterval } from './kappa-interval'
import { wilsonInterval } from './wilson-interval'

/** An item that people labeled and a judge judged. */
export interface JudgedItem {
  /** Whether the item passes according to people. */
  label: boolean
  /** Whether the item passes according to the judge; null without a verdict. */
  verdict: boolean | null
  /** 1 / probability of its selection. */
  weight: number
}

export interface Rate {
  value: number
  interval: Interval
}

export type CalibrationState = 'untested' | 'weak' | 'calibrated'

export interface JudgeQuality {
  state: CalibrationState
  labelled: number
  noVerdict: number
  /** Counts of label and verdict: the first word is the label, the second the verdict. */
  passPass: number
  passFail: number
  failPass: number
  failFail: number
  /** Share of passing items that pass by the judge. */
  sensitivity: Rate | null
  /** Share of failing items that fail by the judge. */
  specificity: Rate | null
  kappa: number | null
  kappaInterval: Interval | null
  ac1: number | null
}

export const MIN_LABELS = 30
export const MIN_OF_CLASS = 15
const MIN_RATE = 0.8
const MAX_WITHOUT_VERDICT = 0.02

/** Degree to which a judge can replace people. Kappa collapses and AC1 flatters if one class dominates, so both are given. */
export function judgeQuality(items: readonly JudgedItem[]): JudgeQuality {
  const judged = items.filter(({ verdict }) => verdict !== null)
  const count = (label: boolean, verdict: boolean) =>
    judged.filter((item) => item.label === label && item.verdict === verdict).length
  const pairs = judged.map(({ label, verdict }) => [String(label), String(verdict)] as const)
  const [sensitivity, specificity] = [rateOf(judged, true), rateOf(judged, false)]
  const agreement = agreementOf(pairs)
  const noVerdict = items.length - judged.length
  const quality = {
    labelled: items.length,
    noVerdict,
    sensitivity,
    specificity,
    passPass: count(true, true),
    passFail: count(true, false),
    failPass: count(false, true),
    failFail: count(false, false),
    kappa: agreement?.kappa ?? null,
    ac1: agreement?.ac1 ?? null,
    kappaInterval: pairs.length < 2 ? null : kappaInterval(pairs),
  }
  return { ...quality, state: stateOf(quality) }
}

/** Uses the effective number of items (Kish 1965), since unequal weights make an estimate less certain. */
function rateOf(judged: readonly JudgedItem[], label: boolean): Rate | null {
  const labelled = judged.filter((item) => item.label === label)
  const total = labelled.reduce((sum, { weight }) => sum + weight, 0)
  const squares = labelled.reduce((sum, { weight }) => sum + weight ** 2, 0)
  if (total === 0) return null
  const rightWeight = labelled.reduce((sum, { verdict, weight }) => sum + (verdict === label ? weight : 0), 0)
  const effective = total ** 2 / squares
  const interval = wilsonInterval((rightWeight / total) * effective, effective)
  return interval && { value: rightWeight / total, interval }
}

type Measured = Omit<JudgeQuality, 'state'>

function stateOf(quality: Measured): CalibrationState {
  const { labelled, noVerdict, sensitivity, specificity } = quality
  const passing = quality.passPass + quality.passFail
  const failing = quality.failPass + quality.failFail
  if (labelled < MIN_LABELS || Math.min(passing, failing) < MIN_OF_CLASS) return 'untested'
  if (!sensitivity || !specificity || noVerdict > MAX_WITHOUT_VERDICT * labelled) return 'weak'
  const lowest = Math.min(sensitivity.interval.low, specificity.interval.low)
  return lowest >= MIN_RATE ? 'calibrated' : 'weak'
}
