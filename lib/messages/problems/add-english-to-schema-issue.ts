import type { $ZodIssue } from 'zod/v4/core'
import { addEnglish } from './add-english'
import { issueText } from './issue-text'
import type { Problem } from './types'

/** A schema's issue for APIs: zod's own message or our English text, and the key and parameters of it. */
export function addEnglishToSchemaIssue<Issue extends Pick<$ZodIssue, 'message'>>(issue: Issue): Issue & Problem {
  const text = issueText(issue)
  if (text === null) return issue
  const worded = addEnglish(text)
  // A text of ours has its key in place of a message.
  return { ...issue, ...worded, message: issue.message === text.key ? worded.message : issue.message }
}
