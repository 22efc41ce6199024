import type { ErrorCode } from '@/lib/core/app-error'
import type { Problem } from '@/lib/messages/problems/types'
import { readSchemaIssues, type SchemaIssue } from '../http/schema-issues'
import { localizeProblem, lookUpProblem } from './localize-problem'
import { currentLocale } from './message-catalog'
import { t } from './t'

interface Failure extends Problem {
  code: ErrorCode
  details?: unknown
}

/** A failed request in the language of the page. Where that has no text for it, its code names the kind of failure. */
export function localizeError(failure: Failure): string {
  const { code, message, details } = failure
  // zod formats a schema's issues for programs; this builds one line per issue for users.
  const issues = message.startsWith('✖') ? readSchemaIssues(details) : []
  if (issues.length > 0) return issues.map(localizeIssue).join('\n')
  const text = lookUpProblem(failure)
  if (text !== undefined) return text
  return currentLocale() === 'en' ? message : t('errors.untranslated', { kind: t(`errors.${code}`), message })
}

function localizeIssue(issue: SchemaIssue): string {
  const problem = localizeProblem(issue)
  return issue.path === '' ? problem : t('errors.atPlace', { path: issue.path, problem })
}
