import type { $ZodIssue } from 'zod/v4/core'

const MAX_NAMES = 10
const MAX_NAME = 100
const MAX_MESSAGE = 1_000
const MAX_DEPTH = 100

/** Shortens an issue, so that a large rejected body does not produce an equally large response. */
export function shortIssue<Issue extends $ZodIssue>(issue: Issue): Issue {
  const path = issue.path.slice(0, MAX_DEPTH).map((part) => (typeof part === 'string' ? shortName(part) : part))
  if (issue.code !== 'unrecognized_keys')
    return { ...issue, path, message: issue.message.slice(0, MAX_MESSAGE) } as Issue
  const keys = issue.keys.slice(0, MAX_NAMES).map(shortName)
  const suffix = issue.keys.length > MAX_NAMES ? `, … (${issue.keys.length})` : ''
  const names = keys.map((key) => JSON.stringify(key)).join(', ')
  return { ...issue, path, keys, message: `Unrecognized key${issue.keys.length > 1 ? 's' : ''}: ${names}${suffix}` }
}

const shortName = (name: string): string => (name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name)
