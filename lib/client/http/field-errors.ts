import type { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { say } from '../messages/say'
import { readSchemaIssues, type SchemaIssue } from './schema-issues'

/** Error messages by dotted path. The first error of a field counts. */
export type FieldErrors = Readonly<Record<string, string>>

export function fieldErrors(schema: z.ZodType, value: unknown): FieldErrors {
  const parsed = schema.safeParse(value)
  return parsed.success ? {} : collect(readSchemaIssues(parsed.error.issues))
}

/** The same for a server error, whose `details` are the schema's issues. */
export function fieldErrorsOf(error: unknown): FieldErrors {
  if (!AppError.isInstance(error) || error.code !== 'INVALID_INPUT') return {}
  return collect(readSchemaIssues(error.details))
}

function collect(issues: readonly SchemaIssue[]): FieldErrors {
  const errors: Record<string, string> = {}
  for (const { path, message } of issues) if (!Object.hasOwn(errors, path)) errors[path] = say(message)
  return errors
}
