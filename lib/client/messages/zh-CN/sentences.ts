import type { Sentences } from '../sentence-book'
import { alerts } from './alerts'
import { appFileSentences } from './app-file-sentences'
import { appRefusals } from './app-refusals'
import { connectionSentences } from './connection-sentences'
import { dataRefusals } from './data-refusals'
import { fileRefusals } from './file-refusals'
import { integrationSentences } from './integration-sentences'
import { knowledgeRefusals } from './knowledge-refusals'
import { knowledgeSentences } from './knowledge-sentences'
import { modelRefusals } from './model-refusals'
import { peopleRefusals } from './people-refusals'
import { programRefusals } from './program-refusals'
import { refusals } from './refusals'
import { rowSentences } from './row-sentences'
import { runRefusals } from './run-refusals'
import { sourceSentences } from './source-sentences'
import { storedProblems } from './stored-problems'

/** English text from beneath the interface → Chinese. */
export const sentences: Sentences = {
  ...storedProblems,
  ...alerts,
  ...refusals,
  ...appRefusals,
  ...dataRefusals,
  ...fileRefusals,
  ...integrationSentences,
  ...knowledgeRefusals,
  ...modelRefusals,
  ...peopleRefusals,
  ...runRefusals,
  ...appFileSentences,
  ...programRefusals,
  ...connectionSentences,
  ...knowledgeSentences,
  ...rowSentences,
  ...sourceSentences,
}
