import 'server-only'
import type { z } from 'zod'
import { type $ZodIssue, toDotPath } from 'zod/v4/core'
import { bodyIssue, meantIssues } from './body-issue'

/** Unions report a variant's unknown fields only after its other problems, so one pass is not always enough. */
const MAX_PASSES = 4

/**
 * Parses an untrusted body. Null in an optional field counts as absent, since many clients
 * serialise unset fields as null. With `onIgnored`, unknown fields are dropped and reported by
 * path; without it they are errors. A valid body takes one pass without copying.
 * @param value modified in place: the caller has just parsed it from JSON
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
  // List items cannot be absent.
  if (key === undefined || Array.isArray(parent) || !hasField(parent, key)) return false
  return Reflect.deleteProperty(parent, key)
}

const hasField = (value: unknown, key: PropertyKey): value is object =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
