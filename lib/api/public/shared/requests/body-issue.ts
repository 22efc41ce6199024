import 'server-only'
import { z } from 'zod'
import { type $ZodIssue, toDotPath } from 'zod/v4/core'
import { AppError } from '@/lib/core/app-error'
import { shortIssue } from '@/lib/core/short-issue'
import { addEnglishToSchemaIssue } from '@/lib/messages/problems/add-english-to-schema-issue'
import { problem } from '@/lib/messages/problems/problem'

const MAX_NAMED = 5

const Flaw = z.object({
  at: z.string(),
  code: z.string().nullable().optional(),
  /** Message for the caller if the error's own message is not shown. */
  message: z.string().optional(),
})

/** Why a body was rejected, and where in it: `messages[2].role`. */
export function bodyIssue(error: z.ZodError): AppError {
  const issues = error.issues.flatMap(branchIssues).map(addEnglishToSchemaIssue).map(shortIssue)
  const [path = ''] = issues.map(placeOf)
  return new AppError(
    'INVALID_INPUT',
    problem('values.schemaIssues', { issues: sentencesOf(issues) }),
    path === '' ? {} : { details: { at: path } },
  )
}

/** Parses an error's details. `code`: the name in an API with its own codes. */
export const flawOf = (details: unknown): z.infer<typeof Flaw> | null => Flaw.safeParse(details).data ?? null

/** One line per location. */
function sentencesOf(issues: readonly $ZodIssue[]): string {
  const lines = issues.slice(0, MAX_NAMED).map((issue) => {
    const place = issue.code === 'unrecognized_keys' ? toDotPath(issue.path) : placeOf(issue)
    const message = issue.message.slice(0, 1_000)
    return place === '' ? message : `${place.slice(0, 200)}: ${message}`
  })
  return [...new Set(lines)].join('\n')
}

function placeOf(issue: $ZodIssue): string {
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  return toDotPath([...issue.path, ...keys]).slice(0, 200)
}

/** For a union: the problems of the only variant that can be intended. */
export function branchIssues(issue: $ZodIssue): $ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const kinds = issue.errors.filter((inner) => inner.length > 0 && !inner.some(isOfOtherVariant))
  const [only = []] = kinds
  if (kinds.length !== 1) return [issue]
  return only.flatMap((inner) => branchIssues({ ...inner, path: [...issue.path, ...inner.path] }))
}

/** Whether another variant was intended: the value is of another type, or has another value in its field `type`. */
function isOfOtherVariant(issue: $ZodIssue): boolean {
  if (issue.path.length > 0) return issue.path.length === 1 && issue.path[0] === 'type'
  return issue.code === 'invalid_union'
    ? issue.errors.every((inner) => inner.some(isOfOtherVariant))
    : issue.code === 'invalid_type'
}
