import 'server-only'
import { singleton } from '@/lib/platform/singleton'
import { LruCache } from './lru-cache'
import { loadTokenizer } from './tokenizer'

/** Longer runs without a space are no words; WordPiece makes one unknown token of them. */
const LONGEST_WORD = 256

/** Counts WordPiece tokens, the two special ones not included. Words are counted once: text repeats itself. */
export function createTokenCounter(): (text: string) => number {
  const tokenizer = loadTokenizer()
  const countByWord = new LruCache<string, number>(50_000)
  const countWord = (word: string): number => {
    const known = countByWord.get(word)
    if (known !== undefined) return known
    const count = tokenizer.encode(word, { add_special_tokens: false }).ids.length
    countByWord.set(word, count)
    return count
  }
  return (text) => {
    let total = 0
    for (const [word] of text.matchAll(/\S+/gu)) {
      for (let start = 0; start < word.length; start += LONGEST_WORD)
        total += countWord(word.slice(start, start + LONGEST_WORD))
    }
    return total
  }
}

/** The counter of this process; its vocabulary is read by the first call. */
export function countTokens(text: string): number {
  return singleton('token-counter', createTokenCounter)(text)
}
