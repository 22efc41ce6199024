import type { ErrorCode } from '@/lib/core/app-error'
import type { Problem } from '@/lib/messages/problems/types'
import { readSchemaIssues, type SchemaIssue } from '../http/schema-issues'
import { currentLocale } from './catalogue'
import { say } from './say'
import { lookUpProblem, sayProblem } from './say-problem'
import { t } from './t'

interface Refusal extends Problem {
  code: ErrorCode
  details?: unknown
}

/** A rejected request in the language of the page. Where that has no text for it, its code names the kind of failure. */
export function sayRefusal(refusal: Refusal): string {
  const { code, message, details } = refusal
  // What zod itself prints of a schema's issues is for programs: a line for each place is built from them.
  const issues = message.startsWith('✖') ? readSchemaIssues(details) : []
  if (issues.length > 0) return issues.map(sayIssue).join('\n')
  const text = lookUpProblem(refusal) ?? say(message)
  const isTranslated = text !== message || currentLocale() === 'en'
  return isTranslated ? text : t('errors.untranslated', { kind: t(`errors.${code}`), message })
}

function sayIssue(issue: SchemaIssue): string {
  const problem = sayProblem(issue)
  return issue.path === '' ? problem : t('errors.atPlace', { path: issue.path, problem })
}
