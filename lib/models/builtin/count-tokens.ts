import 'server-only'
import type { Tokenizer } from '@huggingface/tokenizers'
import { Remembered } from '@/lib/core/remembered'
import { singleton } from '@/lib/platform/singleton'
import { bertVocabulary } from './bert-vocabulary'
import { loadTokenizer } from './tokenizer'

/** Longer runs without a space are no words; WordPiece makes one unknown token of them. */
const LONGEST_WORD = 256
/** Of one piece of a word, in WordPiece: what is longer is one unknown token. */
const LONGEST_PIECE = 100
const WORD = /\S+/g
/** ASCII without a bracket, with which the special tokens begin. */
const PLAIN = /^[!-Z\\-~]+$/
/** Each mark by itself, as BERT cuts words. */
const PIECE = /[a-z\d]+|[^a-z\d]/g

/** Counts WordPiece tokens, the two special ones not included. Words are counted once: text repeats itself. */
export function createTokenCounter(): (text: string) => number {
  let tokenizer: Tokenizer | undefined
  const countForeign = (word: string) => {
    tokenizer ??= loadTokenizer()
    return tokenizer.encode(word, { add_special_tokens: false }).ids.length
  }
  const words = new Remembered((word) => (PLAIN.test(word) ? countPlain(word) : countForeign(word)))
  return (text) => {
    let total = 0
    for (const word of text.match(WORD) ?? []) {
      for (let start = 0; start < word.length; start += LONGEST_WORD)
        total += words.of(word.slice(start, start + LONGEST_WORD))
    }
    return total
  }
}

/** As the tokenizer, in a tenth of its time: tables are full of numbers that no cache has met. */
function countPlain(word: string): number {
  let total = 0
  for (const piece of word.toLowerCase().match(PIECE) ?? []) total += countPiece(piece)
  return total
}

/** The longest tokens from its beginning on; one unknown token where some letters are in none. */
function countPiece(piece: string): number {
  if (piece.length > LONGEST_PIECE) return 1
  const vocabulary = bertVocabulary()
  const longest = longestTokens()
  let count = 0
  for (let start = 0; start < piece.length; count += 1) {
    const prefix = start > 0 ? '##' : ''
    let end = Math.min(piece.length, start + (longest.get(prefix + piece.charAt(start)) ?? 0))
    while (end > start && !vocabulary.has(prefix + piece.slice(start, end))) end -= 1
    if (end === start) return 1
    start = end
  }
  return count
}

/** Of the longest token that begins so: of figures few are longer than two. */
const longestTokens = (): ReadonlyMap<string, number> =>
  singleton('longest-bert-tokens', () => {
    const longest = new Map<string, number>()
    for (const token of bertVocabulary().keys()) {
      const prefix = token.startsWith('##') ? '##' : ''
      const begin = prefix + token.charAt(prefix.length)
      longest.set(begin, Math.max(longest.get(begin) ?? 0, token.length - prefix.length))
    }
    return longest
  })

/** The counter of this process; its vocabulary is read by the first call. */
export function countTokens(text: string): number {
  return singleton('token-counter', createTokenCounter)(text)
}
