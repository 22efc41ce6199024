import stem from 'wink-porter2-stemmer'
import { Remembered } from '@/lib/core/remembered'
import { STEMMERS } from './stemmers'
import { STOP_WORDS } from './stop-words'

/**
 * Increment with every change of the terms of a text (here, or in stemmers and stop words): segments
 * with an older version are rebuilt. Since version 2 Korean, Japanese and Indian letters are kept
 * whole, and thousands and C++ are one word.
 */
export const TERMS_VERSION = 2

/** Scripts without spaces: adjacent character pairs replace words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script_Extensions=Hiragana}\p{Script_Extensions=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu
const HAN = /\p{Script=Han}{2,}/gu
/** C++ and C# are words. Vowels of Indian scripts are marks. */
const WORD = /[a-z](?:\+\+|#)(?![\p{L}\p{N}])|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:'[a-z]+)?/gu
/** In these languages an apostrophe ends a word: l'eau. */
const PLAIN_WORD = /[\p{L}\p{M}\p{N}]+/gu
/** Optional marks: accents, Hebrew points, Arabic vowels. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670]/g
const CURLED_APOSTROPHES = /[\u2019\u02bc]/g
/**
 * 1,299 and 1'299 are 1299; with the separators of other languages so are 1.299 and 1 299. Only a
 * single kind of separator from the start of a number counts, and none within a name (x86,100), a
 * list (1990,1991) or an IP address.
 */
const THOUSANDS = thousandsBy("[,']")
const FOREIGN_THOUSANDS = thousandsBy("[.,'\\u2019\\u00a0\\u202f]")
const NO_DIGIT = /\D/g
/** Not a word, so not stemmed: the stemmer takes the digit 3 for a letter. */
const UNSTEMMED = /[\d+#]/
/** Longer runs are not words and would only fill the index. */
const MAX_TERM_LENGTH = 64

function thousandsBy(mark: string): RegExp {
  const begin = String.raw`(?<![\p{L}\p{M}\p{N}]|\d${mark})(?!\d{1,3}(?:\.\d{3}){3}(?!\.?\d))`
  return new RegExp(String.raw`${begin}\d{1,3}(${mark})\d{3}(?:\1\d{3})*(?!\d|\1\d)`, 'gu')
}

const withoutMarks = (digits: string) => digits.replace(NO_DIGIT, '')

/** Equivalent to `WORD` for ASCII, in half of the time. */
const ASCII_WORD = /[a-z](?:\+\+|#)(?![a-z\d])|[a-z\d]+(?:'[a-z]+)?/g
const BEYOND_ASCII = /[^\0-\x7f]/
const PERHAPS_THOUSANDS = /\d[,']\d/

/**
 * Lower-case words without accents, stop words included. Composed (NFC): decomposed, ガ is カ and a
 * mark, and 한 three letters.
 */
export function wordsOf(text: string): string[] {
  const lower = text.toLowerCase()
  if (!BEYOND_ASCII.test(lower)) {
    const digits = PERHAPS_THOUSANDS.test(lower) ? lower.replace(THOUSANDS, withoutMarks) : lower
    return digits.match(ASCII_WORD) ?? []
  }
  const plain = lower.normalize('NFKD').replace(ACCENTS, '').normalize('NFC')
  return plain.replace(CURLED_APOSTROPHES, "'").replace(THOUSANDS, withoutMarks).match(WORD) ?? []
}

/**
 * Search terms: stems in the text's language, without stop words in English; character pairs in
 * scripts without spaces. @param language ISO 639-1; languages without a stemmer use English
 */
export function termsOf(text: string, language = 'en'): string[] {
  const stemmer = STEMMED.get(language)
  return stemmer ? stemmedTerms(text, stemmer) : englishTerms(text)
}

/** Index terms of a text: its search terms, and single Chinese characters, which match words that pairs split. */
export function indexTermsOf(text: string, language = 'en'): string[] {
  const terms = termsOf(text, language)
  for (const character of charactersOf(text)) terms.push(character)
  return terms
}

/** The characters of Chinese runs of at least two, since a single character is a term already. */
export function charactersOf(text: string): string[] {
  if (!BEYOND_ASCII.test(text)) return []
  return (text.match(HAN) ?? []).flatMap((run) => [...run])
}

/**
 * Distinct terms of a question in each of several languages, since a question is too short for
 * language detection.
 */
export function queryTermsOf(query: string, languages: readonly string[]): string[] {
  return [...new Set(['en', ...languages].flatMap((language) => termsOf(query, language)))]
}

const englishTerms = (text: string): string[] => termsOfWords(wordsOf(text))

/** Terms of an English text that is split into words already. */
export function termsOfWords(words: readonly string[]): string[] {
  const terms: string[] = []
  for (const word of words) for (const term of ENGLISH.of(word)) terms.push(term)
  return terms
}

/** Terms of an English word. Stemming dominates the cost of reading a text, and texts repeat words. */
const ENGLISH = new Remembered<readonly string[]>((word) => {
  const bare = word.replace(/'s$|'/g, '')
  if (bare.length > MAX_TERM_LENGTH * 8) return []
  return splitByScript(bare).flatMap((part) => {
    if (part.unspaced) return pairsOf(part.text)
    return STOP_WORDS.has(part.text) ? [] : [stemOf(part.text)]
  })
})

/** The English stem of a lower-case word. */
export const stemOf = (word: string): string => (UNSTEMMED.test(word) ? word : stem(word)).slice(0, MAX_TERM_LENGTH)

/** Stemmers need the accents of their language, which are removed afterwards. */
const STEMMED: ReadonlyMap<string, Remembered<readonly string[]>> = new Map(
  [...STEMMERS].map(([language, stemmer]) => {
    const compute = (word: string) => {
      if (word.length > MAX_TERM_LENGTH * 8) return []
      return splitByScript(word).flatMap((part) =>
        part.unspaced ? pairsOf(part.text) : [withoutAccents(stemmer(part.text)).slice(0, MAX_TERM_LENGTH)],
      )
    }
    return [language, new Remembered(compute)]
  }),
)

function stemmedTerms(text: string, stemmer: Remembered<readonly string[]>): string[] {
  const words = text.toLowerCase().normalize('NFC').replace(FOREIGN_THOUSANDS, withoutMarks).match(PLAIN_WORD) ?? []
  return words.flatMap((word) => stemmer.of(word))
}

const withoutAccents = (word: string): string => word.normalize('NFKD').replace(ACCENTS, '')

function splitByScript(word: string): { text: string; unspaced: boolean }[] {
  if (!BEYOND_ASCII.test(word)) return word === '' ? [] : [{ text: word, unspaced: false }]
  const parts: { text: string; unspaced: boolean }[] = []
  let end = 0
  for (const match of word.matchAll(UNSPACED)) {
    if (match.index > end) parts.push({ text: word.slice(end, match.index), unspaced: false })
    parts.push({ text: match[0], unspaced: true })
    end = match.index + match[0].length
  }
  if (end < word.length) parts.push({ text: word.slice(end), unspaced: false })
  return parts
}

function pairsOf(run: string): string[] {
  const characters = [...run]
  if (characters.length < 2) return characters
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`)
}
