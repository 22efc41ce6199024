import 'server-only'
import type { Database } from '@/lib/db/database'
import type { QueryTerm } from '../../search/query/term-query'
import { queryTermsOf, wordsOf } from '../../text/terms'
import { type IndexWords, type KnownSegment, readIndexWords, readVocabularies } from '../segments/read-segments'
import type { SegmentOwner } from '../segments/segment'
import type { TrigramIndex } from '../segments/trigram-index'
import { holdersOf } from './rank-chunks'

/** Maximum number of corrections per unknown word. */
const MAX_NEAR = 3
/** Weight of a correction relative to a word of the question. */
const NEAR_SHARE = 0.7

export interface QuestionWords {
  words: IndexWords
  /** Terms of the question, and possible corrections of misspelled words. */
  terms: QueryTerm[]
  /** Most likely correction by unknown term. */
  corrections: Map<string, string>
}

/**
 * Index statistics of a question's terms. A word that occurs in no chunk, in any language of the index, is
 * treated as misspelled: similar words of the vocabulary are searched instead, with less weight. Numbers are
 * never corrected, so a word of letters and digits is replaced by its parts.
 */
export async function readQuestionWords(
  db: Database,
  owner: SegmentOwner,
  question: { query: string; languages: readonly string[]; terms: readonly QueryTerm[] },
  known: readonly KnownSegment[] | null,
): Promise<QuestionWords> {
  const terms = [...question.terms]
  const words = await readIndexWords(
    db,
    owner,
    terms.map(({ term }) => term),
    known,
  )
  const holders = holdersOf(words.segments, terms.length)
  const corrections = new Map<string, string>()
  // Usually all terms occur, and the words need not be read one by one.
  if (holders.every((count) => count > 0)) return { words, terms, corrections }
  const occurrence = new Map(terms.map(({ term }, index) => [term, (holders[index] ?? 0) > 0]))
  const missing = wordsOf(question.query)
    .map((word) => ({ word, stems: queryTermsOf(word, question.languages) }))
    .filter(({ stems }) => stems.length > 0 && stems.every((stem) => occurrence.get(stem) === false))
  if (missing.length === 0 || words.totals.chunkCount === 0) return { words, terms, corrections }
  const vocabularies = await readVocabularies(db, owner, known)
  for (const { word, stems } of missing) {
    const replacements = correctionsOf(word, stems, vocabularies)
    for (const stem of stems) if (replacements[0]) corrections.set(stem, replacements[0].term)
    terms.push(...replacements.filter(({ term }) => !occurrence.has(term)))
  }
  if (terms.length === question.terms.length) return { words, terms, corrections }
  return {
    words: await readIndexWords(
      db,
      owner,
      terms.map(({ term }) => term),
      known,
    ),
    terms,
    corrections,
  }
}

/** Most likely first. */
function correctionsOf(word: string, stems: readonly string[], vocabularies: readonly TrigramIndex[]): QueryTerm[] {
  const parts = partsOf(word)
  if (parts.length > 0) return parts.map((term) => ({ term, share: 1 }))
  const similarTerms = stems.flatMap((stem) => vocabularies.flatMap((vocabulary) => vocabulary.near(stem, MAX_NEAR)))
  return nearest(similarTerms).map(({ term, similarity }) => ({ term, share: NEAR_SHARE * similarity }))
}

/**
 * AX1004B in the parts that hyphenated documents have: its runs of letters and of digits, longest
 * first; none for a single run.
 */
function partsOf(word: string): string[] {
  const parts = word.match(/\p{L}+|\p{N}+/gu) ?? []
  return parts.length < 2 ? [] : [...new Set(parts)].sort((a, b) => b.length - a.length)
}

/** The best of all segments, each term once. */
function nearest<Near extends { term: string; similarity: number }>(found: readonly Near[]): Near[] {
  const byTerm = new Map(found.map((similarTerm) => [similarTerm.term, similarTerm]))
  return [...byTerm.values()]
    .sort((a, b) => b.similarity - a.similarity || (a.term < b.term ? -1 : 1))
    .slice(0, MAX_NEAR)
}
