import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { localizeProblem } from './localize-problem'

/** A problem from a row: by its key, or as it was written where the row is older than the keys. */
export const localizeStored = (text: string, ref: ProblemRef | null): string =>
  localizeProblem({ message: text, ...ref })
