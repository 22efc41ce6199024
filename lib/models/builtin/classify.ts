import 'server-only'
import { singleton } from '@/lib/platform/singleton'
import { type Classifier, createClassifier } from './create-classifier'
import { embedTexts } from './embedder'

/** The classifier of this process; trained models are shared by all callers. */
export const classify: Classifier['classify'] = (request) =>
  singleton('builtin-classifier', () => createClassifier(embedTexts)).classify(request)
