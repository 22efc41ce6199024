import type { CatalogFacts, Measured, ModelSummary } from '@/lib/contracts/model-cards'
import type { CheckView } from '@/lib/contracts/model-checks'
import type { ScorecardArea } from '@/lib/contracts/scorecard'

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
  reason: string
}

export interface ScorecardRule {
  id: string
  area: ScorecardArea
  label: string
  possible: number
  /** Null if there is no data. */
  judge(input: ScorecardInput): Judgement | null
}

const DAY_MS = 86_400_000
const LEAST_CALLS = 20
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
const daysUntil = (day: string, now: Date): number => Math.ceil((Date.parse(day) - now.getTime()) / DAY_MS)

/** Documented in docs/reference/scorecard.md; a test compares both. */
export const SCORECARD_RULES: readonly ScorecardRule[] = [
  {
    ...{ id: 'Q1', area: 'quality', label: 'Right answers on your data', possible: 60 },
    judge: ({ quality }) =>
      quality?.score == null
        ? null
        : { points: 60 * quality.score, reason: `Scored ${percent(quality.score)} on your data set.` },
  },
  {
    ...{ id: 'Q2', area: 'quality', label: 'Enough examples', possible: 20 },
    judge: ({ quality }) => {
      if (!quality) return null
      const points = quality.done >= 50 ? 20 : quality.done >= 20 ? 10 : 0
      return { points, reason: `${quality.done} examples were asked.` }
    },
  },
  {
    ...{ id: 'Q3', area: 'quality', label: 'Measured lately', possible: 20 },
    judge: ({ quality, now }) => {
      if (!quality?.endedAt) return null
      const days = Math.floor((now.getTime() - Date.parse(quality.endedAt)) / DAY_MS)
      return { points: days <= 90 ? 20 : 0, reason: `Checked ${days} days ago.` }
    },
  },
  {
    ...{ id: 'R1', area: 'reliability', label: 'Availability', possible: 40 },
    judge: ({ measured }) => {
      if (measured?.availability == null || measured.calls < LEAST_CALLS) return null
      const { availability } = measured
      const points = availability >= 0.999 ? 40 : availability >= 0.99 ? 30 : availability >= 0.95 ? 15 : 0
      return { points, reason: `${percent(availability)} of ${measured.calls} calls were answered.` }
    },
  },
  {
    ...{ id: 'R2', area: 'reliability', label: 'Steady response', possible: 30 },
    judge: ({ measured }) => {
      if (!measured?.firstTokenP50Ms || measured.firstTokenP95Ms === null || measured.calls < LEAST_CALLS) return null
      const spread = measured.firstTokenP95Ms / measured.firstTokenP50Ms
      const points = spread <= 3 ? 30 : spread <= 6 ? 15 : 0
      return { points, reason: `The slowest twentieth takes ${spread.toFixed(1)} times the median to begin.` }
    },
  },
  {
    ...{ id: 'R3', area: 'reliability', label: 'Here to stay', possible: 30 },
    judge: ({ summary, facts, now }) => {
      if (!facts) return null
      if (summary.retiresOn === null) return { points: 30, reason: 'No day of retirement is announced.' }
      const days = daysUntil(summary.retiresOn, now)
      if (days <= 0) return { points: 0, reason: `Retired on ${summary.retiresOn}.` }
      return { points: days > 180 ? 20 : 10, reason: `Retires on ${summary.retiresOn}, in ${days} days.` }
    },
  },
  {
    ...{ id: 'S1', area: 'security', label: 'Safety probes', possible: 40 },
    judge: ({ safety }) =>
      safety?.score == null
        ? null
        : { points: 40 * safety.score, reason: `Withstood ${percent(safety.score)} of the probes.` },
  },
  {
    ...{ id: 'S2', area: 'security', label: 'Use of your data', possible: 30 },
    judge: ({ summary: { dataUse } }) => {
      switch (dataUse) {
        case 'stays-here':
          return { points: 30, reason: 'Data stays on the operator’s own machines.' }
        case 'no-training':
          return { points: 30, reason: 'Nothing is trained on what is sent.' }
        case 'training-opt-out':
          return { points: 15, reason: 'Training on what is sent can be turned off.' }
        case 'depends-on-plan':
          return { points: 15, reason: 'Whether what is sent is used depends on the plan.' }
        case 'may-train':
          return { points: 0, reason: 'What is sent may be used for training.' }
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
    ...{ id: 'S3', area: 'security', label: 'Encrypted on the way', possible: 15 },
    judge: ({ summary, address }) => {
      if (summary.connection === 'builtin') return { points: 15, reason: 'Nothing is sent.' }
      if (address === null || !URL.canParse(address)) return null
      const { protocol, hostname } = new URL(address)
      if (protocol === 'https:') return { points: 15, reason: 'The connection uses TLS.' }
      const isHere = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
      return isHere
        ? { points: 15, reason: 'Without TLS, but it does not leave the machine.' }
        : { points: 0, reason: 'The connection goes over the network without TLS.' }
    },
  },
  {
    ...{ id: 'S4', area: 'security', label: 'Stated retention', possible: 15 },
    judge: ({ facts }) => {
      if (!facts?.dataUse) return null
      const { policy, retentionDays } = facts.dataUse
      if (policy === 'stays-here') return { points: 15, reason: 'No service keeps anything.' }
      if (retentionDays === undefined) return null
      return { points: retentionDays <= 30 ? 15 : 5, reason: `Kept for up to ${retentionDays} days.` }
    },
  },
  {
    ...{ id: 'D1', area: 'documentation', label: 'A page that describes it', possible: 20 },
    judge: ({ facts }) => facts && stated(facts.documentation !== null, 20, 'The service documents its models.'),
  },
  {
    ...{ id: 'D2', area: 'documentation', label: 'Limits of its texts', possible: 20 },
    judge: ({ summary, facts }) => {
      if (!facts) return null
      const count = [summary.contextTokens, facts.maxOutputTokens].filter((value) => value !== null).length
      const words = [
        'Neither context nor longest answer',
        'One of context and longest answer',
        'Context and longest answer',
      ]
      return { points: 10 * count, reason: `${words[count] ?? ''} ${count === 2 ? 'are' : 'is'} known.` }
    },
  },
  {
    ...{ id: 'D3', area: 'documentation', label: 'A price', possible: 20 },
    judge: ({ facts }) =>
      facts &&
      stated(
        facts.ownHardware || facts.price !== null,
        20,
        facts.ownHardware ? 'It costs nothing a call.' : 'Today’s price is known.',
      ),
  },
  {
    ...{ id: 'D4', area: 'documentation', label: 'How far its knowledge reaches', possible: 20 },
    judge: ({ summary, facts }) =>
      facts && stated(summary.knowledgeDate !== null, 20, `Up to ${summary.knowledgeDate}.`),
  },
  {
    ...{ id: 'D5', area: 'documentation', label: 'A licence', possible: 10 },
    judge: ({ summary, facts }) => facts && stated(summary.licence !== null, 10, `${summary.licence}.`),
  },
  {
    ...{ id: 'D6', area: 'documentation', label: 'A status page', possible: 10 },
    judge: ({ facts }) =>
      !facts || facts.ownHardware ? null : stated(facts.statusPage !== null, 10, 'The service says when it is down.'),
  },
]

function stated(isStated: boolean, possible: number, reason: string): Judgement {
  return isStated ? { points: possible, reason } : { points: 0, reason: 'The catalog has found none published.' }
}
