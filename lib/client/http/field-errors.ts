import type { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { localizeProblem } from '../messages/localize-problem'
import { parseContext } from '../messages/parse-context'
import { readSchemaIssues, type SchemaIssue } from './schema-issues'

/** Error messages by dotted path. The first error of a field counts. */
export type FieldErrors = Readonly<Record<string, string>>

export function fieldErrors(schema: z.ZodType, value: unknown): FieldErrors {
  const parsed = schema.safeParse(value, parseContext())
  return parsed.success ? {} : collect(readSchemaIssues(parsed.error.issues))
}

/** Field errors from an error of the server, whose `details` are the schema's issues. */
export function fieldErrorsOf(error: unknown): FieldErrors {
  if (!AppError.isInstance(error) || error.code !== 'INVALID_INPUT') return {}
  return collect(readSchemaIssues(error.details))
}

function collect(issues: readonly SchemaIssue[]): FieldErrors {
  const errors: Record<string, string> = {}
  for (const issue of issues) if (!Object.hasOwn(errors, issue.path)) errors[issue.path] = localizeProblem(issue)
  return errors
}
