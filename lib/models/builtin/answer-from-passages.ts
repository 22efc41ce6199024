import 'server-only'
import type { Citation, EnginePorts, ExtractiveAnswer, RetrievedPassage } from '@/lib/engine/ports'
import { replyToGreeting } from '@/lib/models/phrases/greeting'
import { noAnswer } from '@/lib/models/phrases/no-answer'
import { detectLanguage } from '@/lib/rag/text/detect-language'
import { abstentionFeatures, answerProbability } from './extractive/abstention'
import { type EvidencePassage, readPassage, readQuestion } from './extractive/evidence'
import { generalIdf } from './extractive/general-idf'
import { pickSentences } from './extractive/pick-sentences'
import { type ScoredSentence, scoreSentences } from './extractive/score-sentences'

/** Passages ranked lower rarely contain the answer, and each one costs the vectors of its sentences. */
const PASSAGES_READ = 5
const THRESHOLD = 0.5
/** Number of passages cited when none contains the answer. */
const CLOSEST = 3
const QUOTE_CHARACTERS = 240
const MAX_QUESTION_CHARACTERS = 2_000

export interface AnswerDependencies {
  embed: (texts: string[], options: { signal?: AbortSignal | undefined }) => Promise<Float32Array[]>
  /** Inverse document frequency of the terms in the knowledge base; estimated from the passages when absent. */
  termIdf?:
    | ((terms: readonly string[], passages: readonly RetrievedPassage[]) => Promise<(term: string) => number>)
    | undefined
}

type AnswerRequest = Parameters<EnginePorts['models']['answerFromPassages']>[0]

/**
 * Quotes the one or two sentences that answer best, with citations. When the passages do not
 * contain the answer, says so in the language of the question.
 */
export async function answerFromPassages(
  request: AnswerRequest,
  { embed, termIdf }: AnswerDependencies,
): Promise<ExtractiveAnswer> {
  const greeting = replyToGreeting(request.question)
  if (greeting !== null) return { abstained: false, confidence: 1, text: greeting, citations: [] }
  const usedPassages = request.passages.slice(0, PASSAGES_READ)
  const question = readQuestion(request.question.slice(0, MAX_QUESTION_CHARACTERS))
  if (usedPassages.length === 0 || !question.text.trim()) return abstain(question.text, usedPassages, 0)
  const passages = usedPassages.map((passage) => readPassage({ title: titleOf(passage), text: passage.text }))
  const [similarities, idf] = await Promise.all([
    readSimilarities(question.text, passages, embed, request.signal),
    termIdf?.(question.terms, usedPassages) ?? generalIdf(passages),
  ])
  const scored = scoreSentences({ question, passages, similarities, idf })
  const confidence = answerProbability(abstentionFeatures({ question, passages, similarities, scored, idf }))
  const picked = confidence < THRESHOLD ? [] : pickSentences(scored)
  if (picked.length === 0) return abstain(question.text, usedPassages, confidence)
  return {
    abstained: false,
    confidence,
    text: picked.map(({ sentence, passage }) => `“${sentence.text}” [${passage + 1}]`).join(' '),
    citations: picked.flatMap((sentence) => toCitation(sentence, usedPassages)),
  }
}

/** The embedding model is trained on English; other languages are matched by keywords only. */
async function readSimilarities(
  question: string,
  passages: readonly EvidencePassage[],
  embed: AnswerDependencies['embed'],
  signal: AbortSignal,
): Promise<number[][]> {
  if (!['en', 'und'].includes(detectLanguage(question))) return passages.map(({ sentences }) => sentences.map(() => 0))
  const [[questionVector], vectors] = await Promise.all([
    embed([question], { signal }),
    embed(
      passages.flatMap(({ sentences }) => sentences.map(({ text }) => text)),
      { signal },
    ),
  ])
  let next = 0
  return passages.map(({ sentences }) => sentences.map(() => cosine(questionVector, vectors[next++])))
}

/** The dot product of unit vectors is their cosine. */
function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (!a || !b) return 0
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
}

export function titleOf({ documentName, headings }: Pick<RetrievedPassage, 'documentName' | 'headings'>): string {
  return [documentName.replace(/\.[a-z0-9]{1,5}$/i, ''), ...headings].join(' > ')
}

function toCitation(
  { passage: index, sentence }: ScoredSentence,
  usedPassages: readonly RetrievedPassage[],
): Citation[] {
  const passage = usedPassages[index]
  if (!passage) return []
  const { chunkId, documentId, documentName, page } = passage
  const place = { start: passage.start + sentence.start, end: passage.start + sentence.end }
  return [{ number: index + 1, chunkId, documentId, documentName, page, ...place, quote: sentence.text }]
}

function abstain(question: string, usedPassages: readonly RetrievedPassage[], confidence: number): ExtractiveAnswer {
  const closest = usedPassages.slice(0, CLOSEST).filter((passage, index, all) => {
    return all.findIndex((other) => titleOf(other) === titleOf(passage)) === index
  })
  const citations = closest.map((passage) => citeStart(passage, usedPassages.indexOf(passage) + 1))
  const marks = citations.map(({ number }) => `[${number}]`)
  return { abstained: true, confidence, text: noAnswer(languageOf(question, usedPassages), marks), citations }
}

/** Cites the first lines of a passage that is close but does not answer. */
function citeStart(passage: RetrievedPassage, number: number): Citation {
  const { chunkId, documentId, documentName, page, start, text } = passage
  const quote = text.slice(0, QUOTE_CHARACTERS)
  return { number, chunkId, documentId, documentName, page, start, end: start + quote.length, quote }
}

/** Language detection is unreliable on short questions; falls back to the language of the best passage. */
function languageOf(question: string, [closest]: readonly RetrievedPassage[]): string {
  const questionLanguage = detectLanguage(question)
  return questionLanguage === 'und' && closest ? detectLanguage(closest.text) : questionLanguage
}
