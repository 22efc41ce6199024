import type { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { say } from './messages/say'

/** Dotted path of a field -> what is wrong with it, in words. The first problem of a field counts. */
export type FieldErrors = Readonly<Record<string, string>>

export function fieldErrors(schema: z.ZodType, value: unknown): FieldErrors {
  const parsed = schema.safeParse(value)
  return parsed.success ? {} : collect(parsed.error.issues)
}

/** The same from a refusal of the server, whose `details` are the schema's issues. */
export function fieldErrorsOf(error: unknown): FieldErrors {
  if (!AppError.isInstance(error) || error.code !== 'INVALID_INPUT' || !Array.isArray(error.details)) return {}
  return collect(error.details)
}

function collect(issues: readonly unknown[]): FieldErrors {
  const errors: Record<string, string> = {}
  for (const issue of issues) {
    if (typeof issue !== 'object' || issue === null || !('path' in issue) || !('message' in issue)) continue
    if (!Array.isArray(issue.path)) continue
    const path = issue.path.join('.')
    if (!Object.hasOwn(errors, path)) errors[path] = say(String(issue.message))
  }
  return errors
}
