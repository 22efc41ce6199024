import type { STOP_REASONS } from '@/lib/contracts/optimizations'
import { paretoFront } from '@/lib/services/optimizations/pick-finalists'
import { meanOn, stageSizes } from '@/lib/services/optimizations/race-stage'
import type { Choice } from './choice'
import { type Measured, mutateChoices, sampleChoices } from './propose'
import { endStage, type RaceCandidate, type RaceDecision } from './race'

export type StopReason = (typeof STOP_REASONS)[number]

export interface SearchState {
  /** In the order of their index; the first is the draft. */
  candidates: readonly RaceCandidate[]
  /** Search cases in seeded random order. */
  cases: readonly string[]
  /** Number of values of each parameter. */
  sizes: readonly number[]
  maxRuns: number
  /** Whether a model can rewrite instructions. */
  canRewrite: boolean
  seed: number
}

export interface CaseToRun {
  variant: number
  caseId: string
}

export type Step =
  | { kind: 'measure'; cells: CaseToRun[] }
  | { kind: 'decide'; decisions: RaceDecision[] }
  | { kind: 'propose'; origin: 'sample' | 'mutation'; choices: Choice[] }
  | { kind: 'rewrite'; parent: number }
  | { kind: 'stop'; reason: StopReason }

const SAMPLED = 8
const MUTATED = 4
/** Candidates in a row without gain. */
const PATIENCE = 10
const PERFECT = 1 - 1e-9

/** Derives the next step from the stored state, so that a search resumes after a crash. */
export function nextStep(state: SearchState): Step {
  const { candidates, cases, maxRuns } = state
  const sizes = stageSizes(cases.length)
  const samples = candidates.length === 1 ? firstSamples(state) : []
  if (samples.length > 0) return { kind: 'propose', origin: 'sample', choices: samples }
  const racing = candidates.filter(({ status }) => status === 'racing')
  if (racing.length > 0) {
    const stage = Math.min(...racing.map((candidate) => candidate.stage))
    const seen = cases.slice(0, sizes[stage])
    const open = seen.flatMap((caseId) =>
      racing
        .filter((candidate) => candidate.stage === stage && !candidate.values.has(caseId))
        .map(({ index }) => ({ variant: index, caseId })),
    )
    // The others reuse unchanged steps of the draft.
    const ofDraft = open.filter(({ variant }) => variant === 0)
    const cells = ofDraft.length > 0 ? ofDraft : open
    if (cells.length === 0) return { kind: 'decide', decisions: endStage(candidates, cases, sizes) }
    return runsOf(candidates) + cells.length > maxRuns && candidates.length > 1
      ? { kind: 'stop', reason: 'runs' }
      : { kind: 'measure', cells }
  }
  return nextProposal(state)
}

function nextProposal({ candidates, cases, sizes, canRewrite, seed }: SearchState): Step {
  const finished = candidates.filter(({ status }) => status === 'finished')
  const best = bestOf(finished, cases)
  if (best && meanOn(best, cases) >= PERFECT && best.cost === 0) return { kind: 'stop', reason: 'perfect' }
  const newest = candidates.at(-1)?.index ?? 0
  if (best && newest - best.index >= PATIENCE) return { kind: 'stop', reason: 'no-gain' }
  if (canRewrite && best && candidates.length % 2 === 1) return { kind: 'rewrite', parent: best.index }
  const measured: Measured[] = candidates.map((candidate) => ({
    choice: candidate.choice,
    mean: meanOn(candidate, [...candidate.values.keys()]),
  }))
  const front = frontOf(finished, cases).map(({ choice }) => choice)
  const choices = mutateChoices(sizes, { front, measured, count: MUTATED, seed: seed + candidates.length })
  if (choices.length > 0) return { kind: 'propose', origin: 'mutation', choices }
  if (canRewrite && best) return { kind: 'rewrite', parent: best.index }
  return { kind: 'stop', reason: candidates.length >= countOf(sizes) ? 'exhausted' : 'stable' }
}

/** They race together with the draft. */
function firstSamples({ candidates, sizes, seed }: SearchState): Choice[] {
  const count = Math.min(SAMPLED, countOf(sizes) - 1)
  return count === 0
    ? []
    : sampleChoices(
        sizes,
        count,
        seed,
        candidates.map(({ choice }) => choice),
      )
}

const countOf = (sizes: readonly number[]): number => sizes.reduce((product, size) => product * size, 1)

const runsOf = (candidates: readonly RaceCandidate[]): number =>
  candidates.reduce((sum, { values }) => sum + values.size, 0)

/** The best mean; the cheaper and earlier one among equals. */
export function bestOf(candidates: readonly RaceCandidate[], cases: readonly string[]): RaceCandidate | undefined {
  return [...candidates].sort((a, b) => meanOn(b, cases) - meanOn(a, cases) || a.cost - b.cost || a.index - b.index)[0]
}

function frontOf(candidates: readonly RaceCandidate[], cases: readonly string[]): RaceCandidate[] {
  const ranked = candidates.map((candidate) => ({
    candidate,
    index: candidate.index,
    quality: meanOn(candidate, cases),
    expense: candidate.cost,
  }))
  return paretoFront(ranked).map(({ candidate }) => candidate)
}
