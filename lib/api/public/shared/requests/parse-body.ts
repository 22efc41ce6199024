import 'server-only'
import type { z } from 'zod'
import { type $ZodIssue, toDotPath } from 'zod/v4/core'
import { bodyIssue, meantIssues } from './body-issue'

/** Unions report the fields of a variant only after its other problems are gone, so one pass is not always enough. */
const MAX_PASSES = 4

/**
 * Parses a body from outside. A null in an optional field counts as absent, since many clients serialize unset fields as
 * null. With `onIgnored`, unknown fields are dropped and reported by their path; without it they are errors.
 * The common case, a body that fits, costs one pass and copies nothing.
 * @param value changed in place: the caller has just parsed it from JSON
 * @throws AppError INVALID_INPUT
 */
export function parseBody<T>(schema: z.ZodType<T>, value: unknown, onIgnored?: (path: string) => void): T {
  for (let pass = 1; ; pass += 1) {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    if (pass === MAX_PASSES || !dropTolerated(value, parsed.error.issues, onIgnored)) throw bodyIssue(parsed.error)
  }
}

/** @returns whether anything was dropped */
function dropTolerated(value: unknown, issues: readonly $ZodIssue[], onIgnored?: (path: string) => void): boolean {
  let hasDropped = false
  for (const issue of issues.flatMap(meantIssues)) {
    if (issue.code === 'unrecognized_keys') {
      if (!onIgnored) continue
      for (const key of issue.keys) {
        hasDropped = dropField(value, [...issue.path, key]) || hasDropped
        onIgnored(toDotPath([...issue.path, key]))
      }
    } else if (issue.path.length > 0 && fieldAt(value, issue.path) === null) {
      hasDropped = dropField(value, issue.path) || hasDropped
    }
  }
  return hasDropped
}

function fieldAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (hasField(inner, key) ? Reflect.get(inner, key) : undefined), value)
}

function dropField(value: unknown, path: readonly PropertyKey[]): boolean {
  const parent = fieldAt(value, path.slice(0, -1))
  const key = path.at(-1)
  // An entry of a list has no name that could be left out.
  if (key === undefined || Array.isArray(parent) || !hasField(parent, key)) return false
  return Reflect.deleteProperty(parent, key)
}

const hasField = (value: unknown, key: PropertyKey): value is object =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
