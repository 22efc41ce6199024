import 'server-only'
import type { JudgeSettings } from '@/lib/contracts/scorers'
import { problem } from '@/lib/messages/problems/problem'
import {
  type AppAnswer,
  type ExpectedResult,
  type Score,
  type ScorerTools,
  scored,
  skipped,
  withoutVerdict,
} from '../scorers/score'
import { short } from '../scorers/text-scorers'
import { ConversationReply } from './judge-schemas'
import { judgeSubject } from './judge-subject'

const INSTRUCTIONS =
  'You judge a whole conversation between a user and an app. First quote the part that decides whether the user reached the goal (an empty text if there is none), then say whether it was reached. List statements of the app that contradict each other, and questions of the app that the user had already answered.'

/** A third each: the goal is reached, no contradictions, no repeated questions. */
export async function scoreConversation(
  settings: Extract<JudgeSettings, { kind: 'conversation' }>,
  { goal }: ExpectedResult,
  { transcript }: AppAnswer,
  tools: ScorerTools,
): Promise<Score> {
  if (transcript === undefined) return skipped(problem('scores.noConversation'))
  const shown = { goal: goal ?? 'The user gets what they ask for.', conversation: transcript }
  return judgeSubject(settings, shown, tools, async (ask) => {
    const reply = await ask({ instructions: INSTRUCTIONS, shown, schema: ConversationReply })
    if (!reply) return withoutVerdict(problem('scores.judgeUnreadable'))
    const { evidence, isGoalReached, contradictions, repeatedQuestions } = reply
    const parts = [isGoalReached, contradictions.length === 0, repeatedQuestions.length === 0]
    const value = parts.filter(Boolean).length / parts.length
    if (!isGoalReached) return scored(value, problem('scores.goalMissed'), evidence || null)
    const [contradiction] = contradictions
    if (contradiction)
      return scored(value, problem('scores.contradicts', { text: short(contradiction) }), contradiction)
    const [repeated] = repeatedQuestions
    if (repeated) return scored(value, problem('scores.asksAgain', { text: short(repeated) }), repeated)
    return scored(value, problem('scores.goalReached'), evidence || null)
  })
}
