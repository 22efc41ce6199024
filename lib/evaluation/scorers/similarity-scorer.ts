import { caseText } from '@/lib/contracts/example-data'
import { problem } from '@/lib/messages/problems/problem'
import { BUILTIN_EMBEDDER } from '@/lib/models/builtin/embedder-info'
import { detectLanguage } from '@/lib/rag/text/detect-language'
import { type AppAnswer, type ExpectedResult, type Score, type ScorerTools, scored, withoutVerdict } from './score'
import { noExpectation } from './text-scorers'

/** Letters that the built-in model may not know, for texts that are too short to detect their language. */
const OTHER_SCRIPTS = /[^\p{Script=Latin}\P{L}]/u

/** Cosine of the built-in embeddings, without a verdict for languages that the model was not trained on. */
export async function scoreSimilarity(
  { expected }: ExpectedResult,
  { text }: AppAnswer,
  { embed, signal }: ScorerTools,
): Promise<Score> {
  if (expected === undefined) return noExpectation()
  const wanted = caseText(expected)
  if (text.trim() === '') return scored(0, problem('scores.emptyAnswer'))
  const language = detectLanguage(`${wanted}\n${text}`)
  if (language !== 'und' && !BUILTIN_EMBEDDER.languages.some((known) => known === language))
    return withoutVerdict(problem('scores.languageUnsupported', { language }))
  if (language === 'und' && OTHER_SCRIPTS.test(`${wanted}\n${text}`))
    return withoutVerdict(problem('scores.scriptUnsupported'))
  const [answerVector = [], other = []] = await embed([text, wanted], signal)
  const cosine = answerVector.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0)
  return scored(cosine, problem('scores.similarity', { percent: Math.round(100 * Math.max(0, cosine)) }))
}
