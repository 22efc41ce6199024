import type { $ZodErrorMap, $ZodRawIssue } from 'zod/v4/core'
import { textRef } from './text-ref'
import type { TextRef } from './types'

/**
 * For `safeParse(value, { error: keyIssues })`: gives each issue of zod's own the key and parameters of its text. The
 * message stays zod's. An issue with a text of ours has its key already: `schemaError`.
 */
export const keyIssues: $ZodErrorMap = (issue) => {
  Object.assign(issue, textOf(issue))
  return undefined
}

function textOf(issue: $ZodRawIssue): TextRef {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? textRef('zod.missing')
        : textRef('zod.wrongKind', { kind: kindOf(issue.expected) })
    case 'too_big':
      return tooBig(issue)
    case 'too_small':
      return tooSmall(issue)
    case 'invalid_format':
      return wrongFormat(issue)
    case 'invalid_value':
      return textRef('zod.notChoice')
    case 'not_multiple_of':
      return textRef('zod.multipleOf', { step: String(issue.divisor) })
    case 'unrecognized_keys':
      return textRef('zod.unknownFields', { names: shortList(issue.keys) })
    case 'invalid_union':
      return textRef(issue.discriminator === undefined ? 'zod.unreadable' : 'zod.notChoice')
    default:
      return textRef('zod.unreadable')
  }
}

type Sized<Code extends 'too_big' | 'too_small'> = Extract<$ZodRawIssue, { code: Code }>

function tooBig({ origin, maximum, inclusive, exact }: Sized<'too_big'>): TextRef {
  const count = Number(maximum)
  if (origin === 'string') return textRef(exact ? 'zod.exactCharacters' : 'zod.maxCharacters', { count })
  if (COUNTED.has(origin)) return textRef(exact ? 'zod.exactItems' : 'zod.maxItems', { count })
  return textRef(inclusive === false ? 'zod.lessThan' : 'zod.atMost', { limit: limitOf(maximum) })
}

function tooSmall({ origin, minimum, inclusive, exact }: Sized<'too_small'>): TextRef {
  const count = Number(minimum)
  if (origin === 'string') {
    if (exact) return textRef('zod.exactCharacters', { count })
    return count === 1 ? textRef('zod.missing') : textRef('zod.minCharacters', { count })
  }
  if (COUNTED.has(origin)) {
    if (exact) return textRef('zod.exactItems', { count })
    return count === 1 ? textRef('zod.chooseOne') : textRef('zod.minItems', { count })
  }
  return textRef(inclusive === false ? 'zod.moreThan' : 'zod.atLeast', { limit: limitOf(minimum) })
}

const COUNTED = new Set(['array', 'set', 'map'])

const limitOf = (limit: number | bigint): number | string => (typeof limit === 'number' ? limit : String(limit))

function wrongFormat(issue: Extract<$ZodRawIssue, { code: 'invalid_format' }>): TextRef {
  switch (issue.format) {
    case 'starts_with':
      return textRef('zod.startsWith', { text: String(issue.prefix) })
    case 'ends_with':
      return textRef('zod.endsWith', { text: String(issue.suffix) })
    case 'includes':
      return textRef('zod.includes', { text: String(issue.includes) })
    case 'url':
      return textRef('zod.url')
    case 'email':
      return textRef('zod.email')
    case 'uuid':
      return textRef('zod.uuid')
    case 'date':
      return textRef('zod.date')
    case 'datetime':
      return textRef('zod.datetime')
    default:
      return textRef('zod.format')
  }
}

/** Other types have the name that zod gives them. */
const kindOf = (expected: string): TextRef | string => KINDS[expected] ?? expected

const KINDS: Readonly<Record<string, TextRef>> = {
  string: textRef('zod.text'),
  number: textRef('zod.number'),
  int: textRef('zod.integer'),
  boolean: textRef('zod.boolean'),
  array: textRef('zod.list'),
  object: textRef('zod.object'),
  record: textRef('zod.object'),
}

/** A rejected body may have many long names. */
function shortList(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => (name.length > 100 ? `${name.slice(0, 100)}…` : name))
  return `${shown.join(', ')}${names.length > shown.length ? ', …' : ''}`
}
