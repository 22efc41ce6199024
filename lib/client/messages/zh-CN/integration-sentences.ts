import type { Sentences } from '../sentence-book'

/** Hints of the fields of connections. */
export const integrationSentences: Sentences = {
  'Write the number.': '请填写数字。',
}
