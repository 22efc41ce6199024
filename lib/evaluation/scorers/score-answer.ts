import type { ScorerSettings } from '@/lib/contracts/scorers'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { scoreConversation } from '../judges/score-conversation'
import { scoreCriteria } from '../judges/score-criteria'
import { scoreGroundedness } from '../judges/score-groundedness'
import { openPair } from '../judges/score-pair'
import { isPermanent } from '../permanent-errors'
import { scoreByApp } from './app-scorer'
import { scoreChecks } from './check-scorer'
import { scoreFields, scoreSchema } from './json-scorers'
import { scoreCitations, scoreRetrieval, scoreWording } from './passage-scorers'
import {
  type AppAnswer,
  type ExpectedResult,
  type Score,
  type ScorerTools,
  scored,
  skipped,
  withoutVerdict,
} from './score'
import { scoreSimilarity } from './similarity-scorer'
import {
  scoreAbstention,
  scoreContains,
  scoreEqual,
  scoreLength,
  scoreNumber,
  scoreOverlap,
  scoreRegex,
} from './text-scorers'
import { scoreTools } from './tool-scorer'

/**
 * The score of one answer; pairs are compared later, when both answers exist. If a scorer fails, there is no verdict, and
 * the error is the reason.
 */
export async function scoreAnswer(
  scorer: ScorerSettings,
  expected: ExpectedResult,
  answer: AppAnswer,
  tools: ScorerTools,
): Promise<Score> {
  try {
    const score = await judge(scorer, expected, answer, tools)
    return score.value !== null && Number.isNaN(score.value) ? withoutVerdict(problem('scores.scorerFailed')) : score
  } catch (error) {
    if (tools.signal.aborted || isPermanent(error)) throw error
    return withoutVerdict(AppError.isInstance(error) ? error : problem('scores.scorerFailed'))
  }
}

function judge(
  scorer: ScorerSettings,
  expected: ExpectedResult,
  answer: AppAnswer,
  tools: ScorerTools,
): Score | Promise<Score> {
  switch (scorer.kind) {
    case 'equal':
      return scoreEqual(scorer, expected, answer)
    case 'contains':
      return scoreContains(scorer, expected, answer)
    case 'regex':
      return scoreRegex(scorer, expected, answer)
    case 'length':
      return scoreLength(scorer, expected, answer)
    case 'edit-distance':
    case 'token-f1':
    case 'rouge-l':
      return scoreOverlap(scorer, expected, answer)
    case 'number':
      return scoreNumber(scorer, expected, answer)
    case 'json-schema':
      return scoreSchema(scorer, expected, answer)
    case 'json-fields':
      return scoreFields(scorer, expected, answer)
    case 'similarity':
      return scoreSimilarity(expected, answer, tools)
    case 'retrieval':
      return scoreRetrieval(scorer, expected, answer)
    case 'citations':
      return scoreCitations(scorer, expected, answer)
    case 'wording':
      return scoreWording(scorer, expected, answer)
    case 'abstention':
      return scoreAbstention(scorer, expected, answer)
    case 'checks':
      return scoreChecks(expected, (settings, own) => judge(settings, own, answer, tools))
    case 'latency':
      return scoreLatency(scorer, answer)
    case 'cost':
      return scoreCost(scorer, answer)
    case 'tools':
      return scoreTools(scorer, expected, answer)
    case 'app':
      return scoreByApp(scorer, expected, answer, tools)
    case 'criteria':
      return scoreCriteria(scorer, expected, answer, tools)
    case 'groundedness':
      return scoreGroundedness(scorer, expected, answer, tools)
    case 'conversation':
      return scoreConversation(scorer, expected, answer, tools)
    case 'pairwise':
      return openPair()
    default: {
      const unhandled: never = scorer
      return unhandled
    }
  }
}

function scoreLatency({ maxMs }: Extract<ScorerSettings, { kind: 'latency' }>, { latencyMs }: AppAnswer): Score {
  if (latencyMs === null) return skipped(problem('scores.latencyReused'))
  const params = { seconds: (latencyMs / 1_000).toFixed(1), max: (maxMs / 1_000).toFixed(1) }
  return scored(Number(latencyMs <= maxMs), problem('scores.latency', params))
}

function scoreCost({ maxMicros }: Extract<ScorerSettings, { kind: 'cost' }>, { costMicros }: AppAnswer): Score {
  if (costMicros === null) return withoutVerdict(problem('scores.costUnknown'))
  const params = { cost: (costMicros / 1e6).toFixed(4), max: (maxMicros / 1e6).toFixed(4) }
  return scored(Number(costMicros <= maxMicros), problem('scores.cost', params))
}
