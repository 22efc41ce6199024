import type { Json, JsonObject } from '@/lib/core/json'
import type { AnswerField } from '@/lib/engine/pauses/pause'
import { textRef } from '@/lib/messages/problems/text-ref'
import type { TextRef } from '@/lib/messages/problems/types'

/** Shaped like zod issues, so that forms show them at their fields. */
export interface ValueIssue {
  path: string[]
  text: TextRef
}

export type CheckedValues = { ok: true; values: JsonObject } | { ok: false; issues: ValueIssue[] }

const MAX_TEXT = 20_000

/**
 * Checks the answer against the requested fields. A rejection may leave the form empty, but any value given must be
 * valid. The browser and the server use the same rules.
 */
export function checkAnswerValues(
  fields: readonly AnswerField[],
  input: JsonObject,
  decision: 'approved' | 'rejected',
): CheckedValues {
  const issues: ValueIssue[] = []
  const values: JsonObject = {}
  const knownNames = new Set(fields.map(({ name }) => name))
  for (const name of Object.keys(input)) {
    if (!knownNames.has(name)) issues.push({ path: ['values', name], text: textRef('forms.fieldUnknown', { name }) })
  }
  for (const field of fields) {
    const value = Object.hasOwn(input, field.name) ? input[field.name] : undefined
    if (isEmpty(value)) {
      if (field.required && decision === 'approved') issues.push(issueOf(field, textRef('zod.missing')))
      // The key exists for steps that reference it, without a value.
      values[field.name] = null
      continue
    }
    const problem = problemOf(field, value)
    if (problem === null) values[field.name] = value
    else issues.push(issueOf(field, problem))
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, values }
}

type Filled = Exclude<Json, null>

function isEmpty(value: Json | undefined): value is undefined | null {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}

function problemOf({ type, options = [] }: AnswerField, value: Filled): TextRef | null {
  switch (type) {
    case 'text':
      if (typeof value !== 'string') return textRef('zod.wrongKind', { kind: textRef('zod.text') })
      return value.length > MAX_TEXT ? textRef('zod.maxCharacters', { count: MAX_TEXT }) : null
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
        ? null
        : textRef('zod.wrongKind', { kind: textRef('zod.number') })
    case 'boolean':
      return typeof value === 'boolean' ? null : textRef('zod.wrongKind', { kind: textRef('zod.boolean') })
    case 'choice':
      if (typeof value === 'string' && options.includes(value)) return null
      return textRef('forms.oneOf', { options: options.join(', ') })
  }
}

function issueOf(field: AnswerField, text: TextRef): ValueIssue {
  return { path: ['values', field.name], text }
}
