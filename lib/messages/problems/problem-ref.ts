import { pickParams } from './pick-problem'
import type { Problem, ProblemParams } from './types'

/** Stored beside a problem's English text, so that it can be shown in any language. */
export interface ProblemRef {
  readonly code?: string | undefined
  readonly key: string
  readonly params?: ProblemParams | undefined
}

/** Null if the text is not ours. */
export function problemRef({ code, key, params }: Problem & { readonly code?: string | undefined }): ProblemRef | null {
  if (key === undefined) return null
  return {
    ...(code === undefined ? {} : { code }),
    key,
    ...(params === undefined ? {} : { params: pickParams(params) }),
  }
}

/** The problem of a row. Rows from before the keys have its text only. */
export const storedProblem = (message: string, ref: ProblemRef | null): Problem => ({ message, ...ref })
