import type { $ZodIssue } from 'zod/v4/core'
import { issueText } from '@/lib/messages/problems/issue-text'
import { sayText } from './say-text'
import { t } from './t'

/** A schema's issue, for a schema that was parsed with `keyIssues`, in the language of the page. */
export function sayIssue(issue: $ZodIssue | undefined): string {
  const text = issue && issueText(issue)
  return text ? sayText(text) : t('common.errorUnknown')
}
