import type { Sentences } from '../sentence-book'
import { integrationSentences } from './integration-sentences'
import { knowledgeSentences } from './knowledge-sentences'
import { rowSentences } from './row-sentences'
import { sourceSentences } from './source-sentences'
import { storedProblems } from './stored-problems'

/** English text from beneath the interface → Chinese. */
export const sentences: Sentences = {
  ...storedProblems,
  ...integrationSentences,
  ...knowledgeSentences,
  ...rowSentences,
  ...sourceSentences,
}
