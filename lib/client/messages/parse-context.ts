import type { $ZodErrorMap } from 'zod/v4/core'
import { currentCatalogue } from './catalogue'

/** Options for `safeParse`: issues get the keys of their texts. */
export function parseContext(): { error?: $ZodErrorMap } {
  const keyIssues = currentCatalogue()?.keyIssues
  return keyIssues ? { error: keyIssues } : {}
}
