import type { $ZodErrorMap } from 'zod/v4/core'
import { currentCatalogue } from './catalogue'

/** For `safeParse`, so that the issues have the keys of their texts. */
export function parseContext(): { error?: $ZodErrorMap } {
  const catalogue = currentCatalogue()
  return catalogue ? { error: catalogue.keyIssues } : {}
}
