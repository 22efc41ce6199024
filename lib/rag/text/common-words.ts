import 'server-only'
import { bertVocabulary } from '@/lib/models/builtin/bert-vocabulary'

/** The vocabulary of BERT lists whole words from here on, the more frequent in English the earlier. */
const FIRST_WORD = 1_997
/** From the place in that list to rarity, by least squares on the development questions (correlation 0.70). */
const SLOPE = 0.702
const INTERCEPT = -0.976
/** Of words that are not in the list. */
const UNLISTED = 5.7
const LEAST = 0.2
/** The rarity that English at large lends counts as much as this many chunks. */
const LENT_CHUNKS = 300

/** How rare a word is in English at large, on the scale of idf in a base of some thousand chunks. */
export function commonRarity(word: string): number {
  const id = word.startsWith('##') ? undefined : bertVocabulary().get(word)
  if (id === undefined || id < FIRST_WORD) return UNLISTED
  return Math.max(LEAST, INTERCEPT + SLOPE * Math.log(id - FIRST_WORD + 1 + 96))
}

/** A small base cannot tell rare words from common ones: what it knows is filled up with what English at large knows. */
export function steadyRarity(idf: number, chunkCount: number, word: string): number {
  return (chunkCount * idf + LENT_CHUNKS * commonRarity(word)) / (chunkCount + LENT_CHUNKS)
}
