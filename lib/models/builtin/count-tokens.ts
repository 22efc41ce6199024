import 'server-only'
import type { Tokenizer } from '@huggingface/tokenizers'
import { Remembered } from '@/lib/core/remembered'
import { singleton } from '@/lib/platform/singleton'
import { bertVocabulary } from './bert-vocabulary'
import { loadTokenizer } from './tokenizer'

/** Longer runs without spaces are counted in parts of this length. */
const MAX_WORD_LENGTH = 256
/** WordPiece maps longer words to a single unknown token. */
const MAX_PIECE_LENGTH = 100
const WORD = /\S+/g
/** Printable ASCII without an opening bracket, which starts the special tokens. */
const PLAIN = /^[!-Z\\-~]+$/
/** Splits at punctuation like BERT's pre-tokenizer. */
const PIECE = /[a-z\d]+|[^a-z\d]/g

/** Counts WordPiece tokens without the two special ones. Counts of words are cached, since text repeats itself. */
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
      for (let start = 0; start < word.length; start += MAX_WORD_LENGTH)
        total += words.of(word.slice(start, start + MAX_WORD_LENGTH))
    }
    return total
  }
}

/** Matches the tokenizer in a tenth of its time; tables are full of numbers that no cache has seen. */
function countPlain(word: string): number {
  let total = 0
  for (const piece of word.toLowerCase().match(PIECE) ?? []) total += countPiece(piece)
  return total
}

/** Greedy longest-match from the left; one unknown token if part of the word matches nothing. */
function countPiece(piece: string): number {
  if (piece.length > MAX_PIECE_LENGTH) return 1
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

/** Length of the longest token per first character; few tokens of digits have more than two. */
const longestTokens = (): ReadonlyMap<string, number> =>
  singleton('longest-bert-tokens', () => {
    const longest = new Map<string, number>()
    for (const token of bertVocabulary().keys()) {
      const prefix = token.startsWith('##') ? '##' : ''
      const beginning = prefix + token.charAt(prefix.length)
      longest.set(beginning, Math.max(longest.get(beginning) ?? 0, token.length - prefix.length))
    }
    return longest
  })

/** The token counter of this process; the first call loads the vocabulary. */
export function countTokens(text: string): number {
  return singleton('token-counter', createTokenCounter)(text)
}
