import type { TextRef } from '@/lib/messages/problems/types'
import { lookUpProblem } from './localize-problem'

/** A text that lower layers name by its key, in the language of the page. */
export const localizeText = (ref: TextRef): string => lookUpProblem(ref) ?? ref.key
