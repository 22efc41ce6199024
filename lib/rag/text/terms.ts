import stem from 'wink-porter2-stemmer'
import { Remembered } from '@/lib/core/remembered'
import { STEMMERS } from './stemmers'
import { STOP_WORDS } from './stop-words'

/**
 * Raise it with every change that gives other terms for a text (here, or in stemmers and stop words): segments of words of
 * an older one are made anew (lib/rag/lexical/maintenance/renew-segments). 2: Korean, Japanese and Indian letters whole, thousands, C++.
 */
export const TERMS_VERSION = 2

/** Scripts that are written without spaces: neighbouring pairs of characters stand in for words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script_Extensions=Hiragana}\p{Script_Extensions=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu
const HAN = /\p{Script=Han}{2,}/gu
/** C++ and C# are words of their own. Vowels of Indian scripts are marks. */
const WORD = /[a-z](?:\+\+|#)(?![\p{L}\p{N}])|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:'[a-z]+)?/gu
/** Here an apostrophe ends a word: l'eau. */
const PLAIN_WORD = /[\p{L}\p{M}\p{N}]+/gu
/** Marks that a text may leave out: accents, Hebrew points, Arabic vowels. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670]/g
const CURLED_APOSTROPHES = /[\u2019\u02bc]/g
/**
 * 1,299 and 1'299 are 1299; with the marks of other languages 1.299 and 1 299 are as well. One kind of mark, at the
 * beginning of a number: no part of a name (x86,100), of a list (1990,1991) or of an address of four parts.
 */
const THOUSANDS = thousandsBy("[,']")
const FOREIGN_THOUSANDS = thousandsBy("[.,'\\u2019\\u00a0\\u202f]")
const NO_DIGIT = /\D/g
/** No word, so it has no stem: the stemmer takes the figure 3 for a letter. */
const UNSTEMMED = /[\d+#]/
/** Longer runs are no words, and an index row for each would only cost. */
const LONGEST_TERM = 64

function thousandsBy(mark: string): RegExp {
  const begin = String.raw`(?<![\p{L}\p{M}\p{N}]|\d${mark})(?!\d{1,3}(?:\.\d{3}){3}(?!\.?\d))`
  return new RegExp(String.raw`${begin}\d{1,3}(${mark})\d{3}(?:\1\d{3})*(?!\d|\1\d)`, 'gu')
}

const withoutMarks = (figures: string) => figures.replace(NO_DIGIT, '')

/** What `WORD` finds where all is ASCII, in half of its time. */
const ASCII_WORD = /[a-z](?:\+\+|#)(?![a-z\d])|[a-z\d]+(?:'[a-z]+)?/g
const BEYOND_ASCII = /[^\0-\x7f]/
const PERHAPS_THOUSANDS = /\d[,']\d/

/** Words in lower case without accents, stop words kept. Put together again: taken apart, ガ is カ and a mark, and 한 three letters. */
export function wordsOf(text: string): string[] {
  const lower = text.toLowerCase()
  if (!BEYOND_ASCII.test(lower)) {
    const figures = PERHAPS_THOUSANDS.test(lower) ? lower.replace(THOUSANDS, withoutMarks) : lower
    return figures.match(ASCII_WORD) ?? []
  }
  const plain = lower.normalize('NFKD').replace(ACCENTS, '').normalize('NFC')
  return plain.replace(CURLED_APOSTROPHES, "'").replace(THOUSANDS, withoutMarks).match(WORD) ?? []
}

/**
 * What text is searched by: stems of its language, in English without stop words; pairs of characters where a script has
 * no spaces. @param language ISO 639-1; of others than those of `STEMMERS` the words go as English ones
 */
export function termsOf(text: string, language = 'en'): string[] {
  const stemmer = STEMMED.get(language)
  return stemmer ? stemmedTerms(text, stemmer) : englishTerms(text)
}

/** What a text is indexed by: its terms, and Chinese characters by themselves, which find words that pairs cut apart. */
export function indexTermsOf(text: string, language = 'en'): string[] {
  const terms = termsOf(text, language)
  for (const character of charactersOf(text)) terms.push(character)
  return terms
}

/** Of Chinese runs of at least two: a single one is a term already. */
export function charactersOf(text: string): string[] {
  if (!BEYOND_ASCII.test(text)) return []
  return (text.match(HAN) ?? []).flatMap((run) => [...run])
}

/**
 * The terms of a question over texts of several languages, each once: as texts of each of them would have it, since a
 * question is too short to tell its own.
 */
export function queryTermsOf(query: string, languages: readonly string[]): string[] {
  return [...new Set(['en', ...languages].flatMap((language) => termsOf(query, language)))]
}

const englishTerms = (text: string): string[] => termsOfWords(wordsOf(text))

/** `termsOf` an English text, of which the words are known. */
export function termsOfWords(words: readonly string[]): string[] {
  const terms: string[] = []
  for (const word of words) for (const term of ENGLISH.of(word)) terms.push(term)
  return terms
}

/** The terms of an English word. Stemming is most of what it costs to read a text, and texts repeat their words. */
const ENGLISH = new Remembered<readonly string[]>((word) => {
  const bare = word.replace(/'s$|'/g, '')
  if (bare.length > LONGEST_TERM * 8) return []
  return splitByScript(bare).flatMap((part) => {
    if (part.unspaced) return pairsOf(part.text)
    return STOP_WORDS.has(part.text) ? [] : [stemOf(part.text)]
  })
})

/** The English stem of one word in lower case. */
export const stemOf = (word: string): string => (UNSTEMMED.test(word) ? word : stem(word)).slice(0, LONGEST_TERM)

/** Stemmers know their language's letters with their marks: these go afterwards. */
const STEMMED: ReadonlyMap<string, Remembered<readonly string[]>> = new Map(
  [...STEMMERS].map(([language, stemmer]) => {
    const reckon = (word: string) => {
      if (word.length > LONGEST_TERM * 8) return []
      return splitByScript(word).flatMap((part) =>
        part.unspaced ? pairsOf(part.text) : [withoutAccents(stemmer(part.text)).slice(0, LONGEST_TERM)],
      )
    }
    return [language, new Remembered(reckon)]
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
