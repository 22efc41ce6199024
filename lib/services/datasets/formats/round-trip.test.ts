import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CASE_FORMATS } from '@/lib/contracts/dataset-versions'
import { CaseExample } from '@/lib/contracts/example-data'
import { readEvaluationFile } from '@/lib/import/evaluations/read-evaluation-file'
import { exportLine } from '../export-line'
import { promptfooHeader } from './promptfoo-test'

type Format = (typeof CASE_FORMATS)[number] | 'patchbay'

function roundTrip(cases: readonly CaseExample[], format: Format) {
  const lines = cases.map((data, index) =>
    exportLine({ id: `case-${index}`, split: 'test', data, label: null }, format),
  )
  const text = (format === 'promptfoo' ? promptfooHeader('Support') : '') + lines.join('')
  const name = format === 'promptfoo' ? 'cases.yaml' : 'cases.jsonl'
  return readEvaluationFile(new TextEncoder().encode(text), name)
}

/** Texts that a model could write, without `{{`, which promptfoo evaluates, and without file addresses. */
const text = fc
  .string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
  .filter(
    (value) =>
      value.trim() === value &&
      value !== '' &&
      !/\{\{|\{%|:\/\//.test(value) &&
      !value.includes('\u0000') &&
      value.isWellFormed(),
  )

const FORMATS: readonly Format[] = ['patchbay', ...CASE_FORMATS]

test.each(FORMATS)('question and expected answer survive a round trip through %s', (format) => {
  fc.assert(
    fc.property(fc.array(fc.record({ question: text, answer: text }), { minLength: 1, maxLength: 5 }), (pairs) => {
      const cases = pairs.map(({ question, answer }) => ({ inputs: { message: question }, expected: answer }))
      const file = roundTrip(cases, format)
      expect(file.format).toBe(format)
      expect(file.invalid).toBe(0)
      expect(file.cases.map(({ data }) => data)).toMatchObject(cases)
    }),
    { numRuns: 60 },
  )
})

test.each(['patchbay', 'openai-evals', 'langfuse', 'braintrust', 'langsmith', 'inspect'] as const)(
  'a conversation survives a round trip through %s',
  (format) => {
    const history = [
      { role: 'user' as const, content: 'Hi' },
      { role: 'assistant' as const, content: 'Hello' },
    ]
    const own = { inputs: { message: 'Bye' }, expected: 'See you', history }
    expect(roundTrip([own], format).cases[0]?.data).toEqual(own)
  },
)

test.each(['patchbay', 'promptfoo', 'langfuse', 'braintrust', 'langsmith'] as const)(
  'several inputs survive a round trip through %s',
  (format) => {
    const own = { inputs: { question: 'Hi', tone: 'kind' }, expected: { answer: 'Hello', count: 2 } }
    expect(roundTrip([own], format).cases[0]?.data).toMatchObject(own)
  },
)

test('checks survive a round trip through promptfoo', () => {
  const own = CaseExample.parse({
    inputs: { message: 'Hi' },
    checks: [
      { scorer: { id: 'contains', kind: 'contains', texts: ['a', 'b'], mode: 'any', compare: 'exact' }, weight: 2 },
      { scorer: { id: 'contains', kind: 'contains', texts: ['c'], mode: 'all', compare: 'any-case' }, not: true },
      { scorer: { id: 'contains', kind: 'contains', texts: ['Dear'], mode: 'start', compare: 'exact' } },
      { scorer: { id: 'regex', kind: 'regex', pattern: '^a+$' } },
      { scorer: { id: 'latency', kind: 'latency', maxMs: 2_000 } },
      { scorer: { id: 'cost', kind: 'cost', maxMicros: 2_000 } },
      { scorer: { id: 'length', kind: 'length', unit: 'words', min: 1, max: 9 } },
      { scorer: { id: 'json-schema', kind: 'json-schema', schema: { type: 'object' } } },
    ],
    tags: ['refunds'],
  })
  const file = roundTrip([own], 'promptfoo')
  expect(file.issues.map(({ field }) => field)).toEqual(['prompts'])
  expect(file.cases[0]?.data).toEqual(own)
})

test.each(['braintrust', 'langsmith', 'patchbay'] as const)('the split survives a round trip through %s', (format) => {
  expect(roundTrip([{ inputs: { message: 'Hi' } }], format).cases[0]?.split).toBe('test')
})
