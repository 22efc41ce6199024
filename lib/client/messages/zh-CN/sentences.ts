import type { Sentences } from '../sentence-book'
import { alerts } from './alerts'
import { manifests } from './manifests'
import { problems } from './problems'
import { refusals } from './refusals'

/** English text from beneath the interface → Chinese. */
export const sentences: Sentences = { ...alerts, ...manifests, ...problems, ...refusals }
