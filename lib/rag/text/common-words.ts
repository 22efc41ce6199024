import 'server-only'
import { bertVocabulary } from '@/lib/models/builtin/bert-vocabulary'

/** BERT's vocabulary lists whole English words from here on, by descending frequency. */
const FIRST_WORD = 1_997
/** Maps the position in that list to rarity; least squares on the development questions (correlation 0.70). */
const SLOPE = 0.702
const INTERCEPT = -0.976
/** Rarity of words outside of the list. */
const UNLISTED = 5.7
const MIN_RARITY = 0.2
/** Weight of the general English rarity, in chunks. */
const LENT_CHUNKS = 300

/** Rarity of a word in general English, on the idf scale of a base with some thousand chunks. */
export function commonRarity(word: string): number {
  const id = word.startsWith('##') ? undefined : bertVocabulary().get(word)
  if (id === undefined || id < FIRST_WORD) return UNLISTED
  return Math.max(MIN_RARITY, INTERCEPT + SLOPE * Math.log(id - FIRST_WORD + 1 + 96))
}

/** Smooths the idf of a small base, which has too few words to separate rare from common ones, with general English. */
export function steadyRarity(idf: number, chunkCount: number, word: string): number {
  return (chunkCount * idf + LENT_CHUNKS * commonRarity(word)) / (chunkCount + LENT_CHUNKS)
}
