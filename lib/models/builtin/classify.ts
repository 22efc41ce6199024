import 'server-only'
import { singleton } from '@/lib/platform/singleton'
import { type Classifier, createClassifier } from './create-classifier'
import { embedTexts } from './embedder'

/** The classifier of this process: what it was trained on once serves all. */
export const classify: Classifier['classify'] = (request) =>
  singleton('builtin-classifier', () => createClassifier(embedTexts)).classify(request)
