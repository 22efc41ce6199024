import type { $ZodIssue } from 'zod/v4/core'
import { addEnglish } from './add-english'
import { issueText } from './issue-text'
import type { Problem } from './types'

/** A schema issue for APIs: zod's own message or our English one, with its key and parameters. */
export function addEnglishToSchemaIssue<Issue extends Pick<$ZodIssue, 'message'>>(issue: Issue): Issue & Problem {
  const text = issueText(issue)
  if (text === null) return issue
  const worded = addEnglish(text)
  // Our own issues have a key in place of a message.
  return { ...issue, ...worded, message: issue.message === text.key ? worded.message : issue.message }
}
