import { type MessageKey, t } from '@/lib/client/messages/t'
import type { ScorerKind, ScorerSettings } from '@/lib/contracts/scorers'

const SCORER_LABELS = {
  equal: 'evaluations.scorerEqual',
  contains: 'evaluations.scorerContains',
  regex: 'evaluations.scorerRegex',
  length: 'evaluations.scorerLength',
  'edit-distance': 'evaluations.scorerEditDistance',
  'token-f1': 'evaluations.scorerTokenF1',
  'rouge-l': 'evaluations.scorerRougeL',
  number: 'evaluations.scorerNumber',
  'json-schema': 'evaluations.scorerJsonSchema',
  'json-fields': 'evaluations.scorerJsonFields',
  similarity: 'evaluations.scorerSimilarity',
  retrieval: 'evaluations.scorerRetrieval',
  citations: 'evaluations.scorerCitations',
  wording: 'evaluations.scorerWording',
  abstention: 'evaluations.scorerAbstention',
  checks: 'evaluations.scorerChecks',
  latency: 'evaluations.scorerLatency',
  cost: 'evaluations.scorerCost',
  tools: 'evaluations.scorerTools',
  app: 'evaluations.scorerApp',
  criteria: 'evaluations.scorerCriteria',
  groundedness: 'evaluations.scorerGroundedness',
  conversation: 'evaluations.scorerConversation',
  pairwise: 'evaluations.scorerPairwise',
} as const satisfies Record<ScorerKind, MessageKey>

export const scorerName = ({ kind }: Pick<ScorerSettings, 'kind'>): string => t(SCORER_LABELS[kind])

/**
 * The name of a scorer by its id. The id is the scorer's kind, unless an evaluation has several scorers of one kind.
 */
export function scorerNameOf(id: string): string {
  const kind = SCORER_KINDS.find((candidate) => candidate === id)
  return kind ? t(SCORER_LABELS[kind]) : id
}

export const SCORER_KINDS = Object.keys(SCORER_LABELS) as ScorerKind[]
