import 'server-only'
import { caseText } from '@/lib/contracts/example-data'
import type { JudgeSettings } from '@/lib/contracts/scorers'
import { problem } from '@/lib/messages/problems/problem'
import {
  type AppAnswer,
  type ExpectedResult,
  type Score,
  type ScorerTools,
  scored,
  withoutVerdict,
} from '../scorers/score'
import { short } from '../scorers/text-scorers'
import { CriteriaReply } from './judge-schemas'
import { judgeSubject } from './judge-subject'

const INSTRUCTIONS =
  'You judge the answer of an assistant by yes/no criteria. For each criterion, first quote the part of the answer that decides it (an empty text if there is none), then say whether the criterion is met. Judge only what the criterion says; length and style do not matter.'

/** The share of the criteria that the answer meets. */
export function scoreCriteria(
  settings: Extract<JudgeSettings, { kind: 'criteria' }>,
  { input, expected }: ExpectedResult,
  { text, transcript }: AppAnswer,
  tools: ScorerTools,
): Promise<Score> {
  const { criteria } = settings
  const shown = {
    criteria: criteria.map((criterion, index) => ({ criterion: index + 1, text: criterion })),
    question: input,
    ...(expected === undefined ? {} : { expected: caseText(expected) }),
    answer: text,
    ...(transcript === undefined ? {} : { conversation: transcript }),
  }
  const schema = CriteriaReply.refine(({ answers }) => isComplete(answers, criteria))
  return judgeSubject(settings, shown, tools, async (ask) => {
    const reply = await ask({ instructions: INSTRUCTIONS, shown, schema })
    if (!reply) return withoutVerdict(problem('scores.judgeUnreadable'))
    const unmet = reply.answers.filter(({ met }) => !met)
    const [first] = unmet
    if (!first) return scored(1, problem('scores.criteriaMet', { count: criteria.length }))
    const texts = unmet.map(({ criterion }) => criteria[criterion - 1] ?? '')
    const reason = problem('scores.criteriaUnmet', { texts: short(texts.join(' ')) })
    return scored(1 - unmet.length / criteria.length, reason, first.evidence || null)
  })
}

function isComplete(answers: readonly { criterion: number }[], criteria: readonly string[]): boolean {
  const numbers = new Set(answers.map(({ criterion }) => criterion))
  return answers.length === criteria.length && criteria.every((_, index) => numbers.has(index + 1))
}
