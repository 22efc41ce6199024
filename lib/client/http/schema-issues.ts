/** What a schema finds wrong at one place of a value; the message is still zod's. */
export interface SchemaIssue {
  /** Dotted; empty for the whole value. */
  path: string
  message: string
}

/** The schema's issues in the `details` of a refusal; whatever else stands there is left out. */
export function readSchemaIssues(details: unknown): SchemaIssue[] {
  if (!Array.isArray(details)) return []
  return details.flatMap((issue: unknown) => {
    if (typeof issue !== 'object' || issue === null || !('path' in issue) || !('message' in issue)) return []
    return Array.isArray(issue.path) ? [{ path: issue.path.join('.'), message: String(issue.message) }] : []
  })
}
