import type { $ZodErrorMap } from 'zod/v4/core'
import { currentMessageCatalog } from './message-catalog'

/** Options for `safeParse`: issues get the keys of their texts. */
export function parseContext(): { error?: $ZodErrorMap } {
  const keyIssues = currentMessageCatalog()?.keyIssues
  return keyIssues ? { error: keyIssues } : {}
}
