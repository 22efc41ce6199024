import type { ScorerSettings } from '@/lib/contracts/scorers'
import { problem } from '@/lib/messages/problems/problem'
import { saysUnknown } from '@/lib/models/phrases/says-unknown'
import { findPlaces, isExpected, toTargets } from '@/lib/rag/lab/find-places'
import { ndcgAt, recallAt, reciprocalRank } from '@/lib/rag/lab/ranking-metrics'
import { numbersIn } from './numbers-in'
import { type AppAnswer, type ExpectedResult, type Score, scored, skipped } from './score'
import { normalizeText } from './text-measures'
import { short } from './text-scorers'

type Of<Kind extends ScorerSettings['kind']> = Extract<ScorerSettings, { kind: Kind }>

/** Scores the retrieved passages, which are matched as in the retrieval lab. */
export function scoreRetrieval(
  { measure, depth }: Of<'retrieval'>,
  { passages: expected }: ExpectedResult,
  { passages }: AppAnswer,
): Score {
  if (expected.length === 0) return skipped(problem('scores.noPassages'))
  const targets = toTargets(expected)
  const places = findPlaces(passages, targets)
  const first = Math.min(...places.map((place) => place ?? Number.POSITIVE_INFINITY))
  const reason = Number.isFinite(first)
    ? problem('scores.passageFound', { rank: first, count: passages.length })
    : problem('scores.passageMissed', { count: passages.length })
  const top = passages.slice(0, depth)
  const hits = top.filter((passage) => targets.some((target) => isExpected(passage, target))).length
  const values = {
    recall: () => recallAt(places, depth),
    precision: () => (top.length === 0 ? 0 : hits / top.length),
    mrr: () => reciprocalRank(places, depth),
    ndcg: () => ndcgAt(places, depth),
  }
  return scored(values[measure](), reason)
}

/** The share of sentences that cite a passage, as in “text [2]”; 0 if a cited passage does not exist. */
export function scoreCitations(_: Of<'citations'>, __: ExpectedResult, { text, passages }: AppAnswer): Score {
  if (text.trim() === '' || saysUnknown(text)) return skipped(problem('scores.abstained'))
  const cited = [...text.matchAll(/\[(\d{1,3})\]/g)].map((match) => Number(match[1]))
  const unknown = cited.find((number) => number < 1 || number > passages.length)
  if (unknown !== undefined) return scored(0, problem('scores.citesUnknown', { number: unknown }), `[${unknown}]`)
  const sentences = sentencesOf(text)
  const bare = sentences.filter((sentence) => !/\[\d{1,3}\]/.test(sentence))
  const value = sentences.length === 0 ? 0 : 1 - bare.length / sentences.length
  const reason = problem('scores.cited', { cited: sentences.length - bare.length, count: sentences.length })
  return scored(value, reason, bare[0] ?? null)
}

/**
 * Share of sentences whose numbers, names and quotations occur in the passages. It compares wording, so it does not
 * show that a sentence is true.
 */
export function scoreWording(_: Of<'wording'>, __: ExpectedResult, { text, passages }: AppAnswer): Score {
  if (text.trim() === '' || saysUnknown(text)) return skipped(problem('scores.abstained'))
  if (passages.length === 0) return skipped(problem('scores.noSources'))
  const source = passages.map((passage) => passage.text).join('\n')
  const known = { text: ` ${normalizeText(source)} `, numbers: new Set(numbersIn(source)) }
  const sentences = sentencesOf(text)
  const unsupported = sentences.flatMap((sentence) => {
    const missing = missingIn(sentence, known)
    return missing === null ? [] : [{ sentence, missing }]
  })
  const [first] = unsupported
  const value = sentences.length === 0 ? 0 : 1 - unsupported.length / sentences.length
  if (!first) return scored(value, problem('scores.supported', { count: sentences.length }))
  return scored(value, problem('scores.unsupported', { text: short(first.missing) }), first.sentence)
}

/** The first number, name or quotation that the passages lack. */
function missingIn(sentence: string, known: { text: string; numbers: ReadonlySet<number> }): string | null {
  const bare = sentence.replace(/\[\d{1,3}\]/g, '')
  const number = numbersIn(bare).find((found) => !known.numbers.has(found))
  if (number !== undefined) return String(number)
  const isKnown = (part: string) => known.text.includes(` ${normalizeText(part)} `)
  const quoted = [...bare.matchAll(/["“«]([^"”»]{3,})["”»]/g)].map((match) => match[1] ?? '')
  return [...quoted, ...namesIn(bare)].find((part) => !isKnown(part)) ?? null
}

/** Capitalized words, except the first of the sentence. */
function namesIn(sentence: string): string[] {
  const words = sentence.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu) ?? []
  return words.slice(1).filter((word) => /^\p{Lu}\p{Ll}/u.test(word))
}

function sentencesOf(text: string): string[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' })
  const found = [...segmenter.segment(text)].map(({ segment }) => segment.trim())
  return found.filter((sentence) => /\p{L}/u.test(sentence))
}
