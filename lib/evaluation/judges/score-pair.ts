import 'server-only'
import type { JudgeSettings } from '@/lib/contracts/scorers'
import { problem } from '@/lib/messages/problems/problem'
import { type Score, type ScorerTools, scored, withoutVerdict } from '../scorers/score'
import { short } from '../scorers/text-scorers'
import { PairwiseReply } from './judge-schemas'
import { judgeSubject } from './judge-subject'

const INSTRUCTIONS =
  'You compare two answers to the same question. Say first why, then which one is better, or that neither is. Their order is random and means nothing; length and style do not matter.'

export interface AnswerPair {
  input: string
  expected: string
  baseline: string
  answer: string
}

const TIE = 0.5

/** 1 if the answer is better than the baseline in both orders, 0 if it is worse in both, otherwise a tie. */
export async function scorePair(
  settings: Extract<JudgeSettings, { kind: 'pairwise' }>,
  { input, expected, baseline, answer }: AnswerPair,
  tools: ScorerTools,
): Promise<Score> {
  if (answer === baseline) return tie(problem('scores.pairSame'))
  const context = {
    ...(settings.criterion === '' ? {} : { criterion: settings.criterion }),
    question: input,
    ...(expected === '' ? {} : { expected }),
  }
  return judgeSubject(settings, { ...context, baseline, answer }, tools, async (ask) => {
    const inOrder = (first: string, second: string) =>
      ask({ instructions: INSTRUCTIONS, shown: { ...context, first, second }, schema: PairwiseReply })
    const one = await inOrder(baseline, answer)
    const other = one && (await inOrder(answer, baseline))
    if (!one || !other) return withoutVerdict(problem('scores.judgeUnreadable'))
    const reason = short(one.reason)
    if (one.better === 'tie' && other.better === 'tie') return tie(problem('scores.pairTie', { reason }))
    if (one.better === 'second' && other.better === 'first') return scored(1, problem('scores.pairBetter', { reason }))
    if (one.better === 'first' && other.better === 'second') return scored(0, problem('scores.pairWorse', { reason }))
    return tie(problem('scores.pairFlips'))
  })
}

const tie = (reason: Score['reason']): Score => ({ ...scored(TIE, reason), label: 'tie' })

/** Label of an answer that is still to be compared. */
export const OPEN_PAIR = 'open'

/** The score until both answers exist; the baseline keeps it, so that other variants are compared with a tie. */
export const openPair = (): Score => ({ ...scored(TIE, problem('scores.pairBaseline')), label: OPEN_PAIR })
