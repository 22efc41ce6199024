/** A schema issue at one path; the message is zod's. */
export interface SchemaIssue {
  /** Dotted path; empty for the whole value. */
  path: string
  message: string
}

/** The schema issues in the `details` of an error; other content is ignored. */
export function readSchemaIssues(details: unknown): SchemaIssue[] {
  if (!Array.isArray(details)) return []
  return details.flatMap((issue: unknown) => {
    if (typeof issue !== 'object' || issue === null || !('path' in issue) || !('message' in issue)) return []
    return Array.isArray(issue.path) ? [{ path: issue.path.join('.'), message: String(issue.message) }] : []
  })
}
