import type { TextRef } from '@/lib/messages/problems/types'
import { lookUpProblem } from './localize-problem'

/** Localizes a text that lower layers identify by its key. */
export const localizeText = (ref: TextRef): string => lookUpProblem(ref) ?? ref.key
