import type { $ZodIssue } from 'zod/v4/core'
import { issueText } from '@/lib/messages/problems/issue-text'
import { localizeText } from './localize-text'
import { t } from './t'

/** A schema's issue, for a schema that was parsed with `keyIssues`, in the language of the page. */
export function localizeIssue(issue: $ZodIssue | undefined): string {
  const text = issue && issueText(issue)
  return text ? localizeText(text) : t('common.errorUnknown')
}
