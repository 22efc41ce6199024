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
import { GroundednessReply } from './judge-schemas'
import { judgeSubject } from './judge-subject'

const INSTRUCTIONS =
  'Split the answer of an assistant into its factual claims. For each claim, first quote the part of the passages that decides it (an empty text if there is none), then say whether the passages support it, do not support it, or contradict it. Use only the passages. A refusal or a question has no claims.'
const SHOWN_PASSAGES = 10

/** The share of claims that the passages support. Without claims there is no verdict. */
export async function scoreGroundedness(
  settings: Extract<JudgeSettings, { kind: 'groundedness' }>,
  { input }: ExpectedResult,
  { text, passages }: AppAnswer,
  tools: ScorerTools,
): Promise<Score> {
  if (passages.length === 0) return skipped(problem('scores.noSources'))
  const shown = {
    question: input,
    passages: passages.slice(0, SHOWN_PASSAGES).map((passage) => passage.text),
    answer: text,
  }
  return judgeSubject(settings, shown, tools, async (ask) => {
    const reply = await ask({ instructions: INSTRUCTIONS, shown, schema: GroundednessReply })
    if (!reply) return withoutVerdict(problem('scores.judgeUnreadable'))
    const { claims } = reply
    if (claims.length === 0) return withoutVerdict(problem('scores.noClaims'))
    const unsupported = claims.filter(({ verdict }) => verdict !== 'supported')
    const worst = unsupported.find(({ verdict }) => verdict === 'contradicted') ?? unsupported[0]
    if (!worst) return scored(1, problem('scores.claimsSupported', { count: claims.length }))
    const key = worst.verdict === 'contradicted' ? 'scores.claimContradicted' : 'scores.claimUnsupported'
    return scored(1 - unsupported.length / claims.length, problem(key, { text: short(worst.claim) }), worst.claim)
  })
}
