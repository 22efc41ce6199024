import type { $ZodIssue } from 'zod/v4/core'
import type { TextParams, TextRef } from './types'

/** The text of a schema's issue that `keyIssues` or `schemaError` gave a key; null if it only has zod's message. */
export function issueText(issue: Pick<$ZodIssue, 'message'>): TextRef | null {
  if (!('key' in issue) || typeof issue.key !== 'string') return null
  // Safe: `key` and `params` are set together, by those two only.
  return 'params' in issue ? { key: issue.key, params: issue.params as TextParams } : { key: issue.key }
}
