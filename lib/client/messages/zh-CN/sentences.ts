import type { Sentences } from '../sentence-book'
import { alerts } from './alerts'
import { appFileSentences } from './app-file-sentences'
import { connectionSentences } from './connection-sentences'
import { knowledgeSentences } from './knowledge-sentences'
import { manifests } from './manifests'
import { problems } from './problems'
import { programRefusals } from './program-refusals'
import { refusals } from './refusals'
import { rowSentences } from './row-sentences'
import { sourceSentences } from './source-sentences'

/** English text from beneath the interface → Chinese. */
export const sentences: Sentences = {
  ...alerts,
  ...manifests,
  ...problems,
  ...refusals,
  ...appFileSentences,
  ...programRefusals,
  ...connectionSentences,
  ...knowledgeSentences,
  ...rowSentences,
  ...sourceSentences,
}
