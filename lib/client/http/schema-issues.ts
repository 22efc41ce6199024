import type { Problem } from '@/lib/messages/problems/types'
import { readKey } from './read-key'

/** A schema issue at one path. Without a key, the message is zod's. */
export interface SchemaIssue extends Problem {
  /** Dotted path; empty for the whole value. */
  path: string
}

/** The schema issues in the `details` of an error; other content is ignored. */
export function readSchemaIssues(details: unknown): SchemaIssue[] {
  if (!Array.isArray(details)) return []
  return details.flatMap((issue: unknown) => {
    if (typeof issue !== 'object' || issue === null || !('path' in issue) || !('message' in issue)) return []
    return Array.isArray(issue.path)
      ? [{ path: issue.path.join('.'), message: String(issue.message), ...readKey(issue) }]
      : []
  })
}
