import type { CatalogFacts, Measured, ModelSummary } from '@/lib/contracts/model-cards'
import type { CheckView } from '@/lib/contracts/model-checks'
import type { ScorecardArea } from '@/lib/contracts/scorecard'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'

export interface ScorecardInput {
  summary: ModelSummary
  facts: CatalogFacts | null
  /** Over the last thirty days. */
  measured: Measured | null
  /** The latest completed checks. */
  quality: Pick<CheckView, 'score' | 'done' | 'endedAt'> | null
  safety: Pick<CheckView, 'score' | 'done'> | null
  /** Base URL of the connection; null for built-in or unconnected models. */
  address: string | null
  now: Date
}

export interface Judgement {
  points: number
  reason: Problem
}

export interface ScorecardRule {
  id: string
  area: ScorecardArea
  label: Problem
  possible: number
  /** Null if there is no data. */
  judge(input: ScorecardInput): Judgement | null
}

const DAY_MS = 86_400_000
const MIN_CALLS = 20
const percent = (share: number): string => (share * 100).toFixed(1)
const daysUntil = (day: string, now: Date): number => Math.ceil((Date.parse(day) - now.getTime()) / DAY_MS)

/** Documented in docs/reference/scorecard.md; a test compares both. */
export const SCORECARD_RULES: readonly ScorecardRule[] = [
  {
    id: 'Q1',
    area: 'quality',
    label: problem('scorecard.rightAnswers'),
    possible: 60,
    judge: ({ quality }) =>
      quality?.score == null
        ? null
        : { points: 60 * quality.score, reason: problem('scorecard.scored', { percent: percent(quality.score) }) },
  },
  {
    id: 'Q2',
    area: 'quality',
    label: problem('scorecard.enoughExamples'),
    possible: 20,
    judge: ({ quality }) => {
      if (!quality) return null
      const points = quality.done >= 50 ? 20 : quality.done >= 20 ? 10 : 0
      return { points, reason: problem('scorecard.examplesRun', { count: quality.done }) }
    },
  },
  {
    id: 'Q3',
    area: 'quality',
    label: problem('scorecard.recentlyMeasured'),
    possible: 20,
    judge: ({ quality, now }) => {
      if (!quality?.endedAt) return null
      const days = Math.floor((now.getTime() - Date.parse(quality.endedAt)) / DAY_MS)
      return { points: days <= 90 ? 20 : 0, reason: problem('scorecard.checkedAgo', { days }) }
    },
  },
  {
    id: 'R1',
    area: 'reliability',
    label: problem('scorecard.availability'),
    possible: 40,
    judge: ({ measured }) => {
      if (measured?.availability == null || measured.calls < MIN_CALLS) return null
      const { availability } = measured
      const points = availability >= 0.999 ? 40 : availability >= 0.99 ? 30 : availability >= 0.95 ? 15 : 0
      return {
        points,
        reason: problem('scorecard.answeredCalls', { percent: percent(availability), count: measured.calls }),
      }
    },
  },
  {
    id: 'R2',
    area: 'reliability',
    label: problem('scorecard.steadyResponse'),
    possible: 30,
    judge: ({ measured }) => {
      if (!measured?.firstTokenP50Ms || measured.firstTokenP95Ms === null || measured.calls < MIN_CALLS) return null
      const spread = measured.firstTokenP95Ms / measured.firstTokenP50Ms
      const points = spread <= 3 ? 30 : spread <= 6 ? 15 : 0
      return { points, reason: problem('scorecard.spread', { times: spread.toFixed(1) }) }
    },
  },
  {
    id: 'R3',
    area: 'reliability',
    label: problem('scorecard.longTerm'),
    possible: 30,
    judge: ({ summary, facts, now }) => {
      if (!facts) return null
      if (summary.retiresOn === null) return { points: 30, reason: problem('scorecard.noRetirement') }
      const days = daysUntil(summary.retiresOn, now)
      if (days <= 0) return { points: 0, reason: problem('scorecard.retired', { date: summary.retiresOn }) }
      return { points: days > 180 ? 20 : 10, reason: problem('scorecard.retires', { date: summary.retiresOn, days }) }
    },
  },
  {
    id: 'S1',
    area: 'security',
    label: problem('scorecard.safetyProbes'),
    possible: 40,
    judge: ({ safety }) =>
      safety?.score == null
        ? null
        : { points: 40 * safety.score, reason: problem('scorecard.probesPassed', { percent: percent(safety.score) }) },
  },
  {
    id: 'S2',
    area: 'security',
    label: problem('scorecard.dataUse'),
    possible: 30,
    judge: ({ summary: { dataUse } }) => {
      switch (dataUse) {
        case 'stays-here':
          return { points: 30, reason: problem('scorecard.staysHere') }
        case 'no-training':
          return { points: 30, reason: problem('scorecard.noTraining') }
        case 'training-opt-out':
          return { points: 15, reason: problem('scorecard.trainingOptOut') }
        case 'depends-on-plan':
          return { points: 15, reason: problem('scorecard.dependsOnPlan') }
        case 'may-train':
          return { points: 0, reason: problem('scorecard.mayTrain') }
        case null:
          return null
        default: {
          const unhandled: never = dataUse
          return unhandled
        }
      }
    },
  },
  {
    id: 'S3',
    area: 'security',
    label: problem('scorecard.encryption'),
    possible: 15,
    judge: ({ summary, address }) => {
      if (summary.connection === 'builtin') return { points: 15, reason: problem('scorecard.nothingSent') }
      if (address === null || !URL.canParse(address)) return null
      const { protocol, hostname } = new URL(address)
      if (protocol === 'https:') return { points: 15, reason: problem('scorecard.tls') }
      const isHere = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
      return isHere
        ? { points: 15, reason: problem('scorecard.localWithoutTls') }
        : { points: 0, reason: problem('scorecard.noTls') }
    },
  },
  {
    id: 'S4',
    area: 'security',
    label: problem('scorecard.retention'),
    possible: 15,
    judge: ({ facts }) => {
      if (!facts?.dataUse) return null
      const { policy, retentionDays } = facts.dataUse
      if (policy === 'stays-here') return { points: 15, reason: problem('scorecard.nothingRetained') }
      if (retentionDays === undefined) return null
      return { points: retentionDays <= 30 ? 15 : 5, reason: problem('scorecard.retained', { days: retentionDays }) }
    },
  },
  {
    id: 'D1',
    area: 'documentation',
    label: problem('scorecard.documented'),
    possible: 20,
    judge: ({ facts }) => facts && stated(facts.documentation !== null, 20, problem('scorecard.hasDocumentation')),
  },
  {
    id: 'D2',
    area: 'documentation',
    label: problem('scorecard.textLimits'),
    possible: 20,
    judge: ({ summary, facts }) => {
      if (!facts) return null
      const count = [summary.contextTokens, facts.maxOutputTokens].filter((value) => value !== null).length
      return { points: 10 * count, reason: problem('scorecard.limitsKnown', { count }) }
    },
  },
  {
    id: 'D3',
    area: 'documentation',
    label: problem('scorecard.price'),
    possible: 20,
    judge: ({ facts }) =>
      facts &&
      stated(
        facts.ownHardware || facts.price !== null,
        20,
        facts.ownHardware ? problem('scorecard.freeCalls') : problem('scorecard.priceKnown'),
      ),
  },
  {
    id: 'D4',
    area: 'documentation',
    label: problem('scorecard.knowledgeDate'),
    possible: 20,
    judge: ({ summary, facts }) =>
      facts &&
      stated(
        summary.knowledgeDate !== null,
        20,
        problem('scorecard.knowledgeUntil', { date: summary.knowledgeDate ?? '' }),
      ),
  },
  {
    id: 'D5',
    area: 'documentation',
    label: problem('scorecard.licence'),
    possible: 10,
    judge: ({ summary, facts }) =>
      facts &&
      stated(summary.licence !== null, 10, problem('scorecard.licenceStated', { licence: summary.licence ?? '' })),
  },
  {
    id: 'D6',
    area: 'documentation',
    label: problem('scorecard.statusPage'),
    possible: 10,
    judge: ({ facts }) =>
      !facts || facts.ownHardware ? null : stated(facts.statusPage !== null, 10, problem('scorecard.hasStatusPage')),
  },
]

function stated(isStated: boolean, possible: number, reason: Problem): Judgement {
  return isStated ? { points: possible, reason } : { points: 0, reason: problem('scorecard.notPublished') }
}
