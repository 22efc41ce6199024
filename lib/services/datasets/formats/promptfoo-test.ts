import type { CaseCheck, CheckSettings } from '@/lib/contracts/case-checks'
import type { Json, JsonObject } from '@/lib/core/json'
import type { TestCase } from '../../evaluations/test-case'

/** The beginning of the file: the prompt passes the message on, and people add a provider. */
export const promptfooHeader = (name: string): string =>
  `description: ${JSON.stringify(name)}\nprompts:\n  - "{{message}}"\nproviders: []\ntests:\n`

/** A case as a test of promptfoo. Checks without a counterpart are omitted. */
export function promptfooTest({ inputs, expected, checks, tags }: TestCase): JsonObject {
  const own = checks.flatMap((check) => assertionOf(check, expected) ?? [])
  const equals = expected === undefined ? [] : [{ type: 'equals', value: expected }]
  const assert = checks.length > 0 ? own : equals
  return {
    ...(tags[0] === undefined ? {} : { description: tags[0] }),
    vars: inputs,
    ...(assert.length > 0 ? { assert } : {}),
  }
}

function assertionOf(check: CaseCheck, expected: Json | undefined): JsonObject | null {
  const assertion = partsOf(check.scorer, check.expected ?? expected)
  if (!assertion) return null
  const { weight } = check
  return {
    ...assertion,
    type: `${check.not ? 'not-' : ''}${assertion.type}`,
    ...(weight === undefined ? {} : { weight }),
  }
}

interface Parts {
  type: string
  value?: Json
  threshold?: number
}

function partsOf(scorer: CheckSettings, value: Json | undefined): Parts | null {
  switch (scorer.kind) {
    case 'equal':
    case 'json-fields':
      return value === undefined ? null : { type: 'equals', value }
    case 'contains':
      return containsOf(scorer, value)
    case 'regex':
      return { type: 'regex', value: scorer.pattern }
    case 'json-schema':
      return { type: 'is-json', ...(Object.keys(scorer.schema).length > 0 ? { value: scorer.schema } : {}) }
    case 'latency':
      return { type: 'latency', threshold: scorer.maxMs }
    case 'cost':
      return { type: 'cost', threshold: scorer.maxMicros / 1e6 }
    case 'length':
      return scorer.unit === 'words' ? { type: 'word-count', value: { min: scorer.min, max: scorer.max } } : null
    case 'rouge-l':
      return value === undefined ? null : { type: 'rouge-n', value, threshold: scorer.passAt }
    case 'similarity':
      return value === undefined ? null : { type: 'similar', value, threshold: scorer.passAt }
    default:
      return null
  }
}

function containsOf(
  { mode, texts, compare }: Extract<CheckSettings, { kind: 'contains' }>,
  expected: Json | undefined,
): Parts | null {
  const values = texts.length > 0 ? texts : typeof expected === 'string' ? [expected] : []
  const [first] = values
  if (first === undefined || mode === 'end') return null
  if (mode === 'start') return { type: 'starts-with', value: first }
  const type = `${compare === 'exact' ? '' : 'i'}contains`
  if (mode === 'none') return { type: `not-${type}-any`, value: values }
  return values.length === 1 ? { type, value: first } : { type: `${type}-${mode}`, value: values }
}
