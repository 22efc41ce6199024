import type { Sentences } from '../sentence-book'

/** How a trial of a version ended. */
export const connectionSentences: Sentences = {
  '{} stopped it.': '由 {1} 停止。',
  'It was made live.': '已设为线上版本。',
  'Another version went live.': '另一个版本已上线。',
}
