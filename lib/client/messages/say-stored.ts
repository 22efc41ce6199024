import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { sayProblem } from './say-problem'

/** A problem from a row: by its key, or as it was written where the row is older than the keys. */
export const sayStored = (text: string, ref: ProblemRef | null): string => sayProblem({ message: text, ...ref })
