import { termsOf } from '../../text/terms'

/** Word boundaries like `wordsOf`, applied to the original text. */
const WORD =
  /\d{1,3}(?:[,'’]\d{3})+(?!\d)|[a-z](?:\+\+|#)(?![\p{L}\p{N}])|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’ʼ][a-z]+)?/giu
const UNSPACED = /[\p{Script=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u
const MAX_MARKS = 400

export type Mark = [start: number, end: number]

/** Ranges of a text that contain terms of the question: whole words, or character pairs in scripts without spaces. */
export function markTerms(text: string, terms: readonly string[]): Mark[] {
  const termSet = new Set(terms)
  const marks: Mark[] = []
  for (const { index, 0: word } of text.matchAll(WORD)) {
    if (marks.length >= MAX_MARKS) break
    if (!UNSPACED.test(word)) {
      if (termsOf(word).some((term) => termSet.has(term))) marks.push([index, index + word.length])
      continue
    }
    for (let position = 0; position + 2 <= word.length; position += 1) {
      if (!termSet.has(word.slice(position, position + 2))) continue
      const last = marks.at(-1)
      if (last && last[1] >= index + position) last[1] = index + position + 2
      else marks.push([index + position, index + position + 2])
    }
  }
  return marks
}
