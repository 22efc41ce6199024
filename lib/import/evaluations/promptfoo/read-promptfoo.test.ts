import { expect, test } from 'vitest'
import { readEvaluationFile } from '../read-evaluation-file'

const read = (text: string) => readEvaluationFile(new TextEncoder().encode(text), 'promptfooconfig.yaml')

/** The check of an assertion, and the keys of reported issues. */
function convert(assertion: string) {
  const file = read(`tests:\n  - vars: { question: Hi, name: Ada }\n    assert:\n      - ${assertion}\n`)
  const [check] = file.cases[0]?.data.checks ?? []
  return { check, scorers: file.scorers, reported: file.issues.map(({ kind, reason }) => `${kind} ${reason.key}`) }
}

test.each([
  ['{ type: equals, value: "Hello {{name}}" }', { scorer: { kind: 'equal', normalize: false }, expected: 'Hello Ada' }],
  ['{ type: equals, value: { a: 1 } }', { scorer: { kind: 'json-fields' }, expected: { a: 1 } }],
  ['{ type: contains, value: x }', { scorer: { mode: 'all', texts: ['x'], compare: 'exact' } }],
  ['{ type: not-contains, value: x }', { scorer: { texts: ['x'] }, not: true }],
  ['{ type: icontains, value: 42 }', { scorer: { texts: ['42'], compare: 'any-case' } }],
  ['{ type: contains-all, value: [a, b] }', { scorer: { mode: 'all', texts: ['a', 'b'] } }],
  ['{ type: contains-any, value: [a, b] }', { scorer: { mode: 'any', compare: 'exact' } }],
  ['{ type: icontains-all, value: [a] }', { scorer: { mode: 'all', compare: 'any-case' } }],
  ['{ type: icontains-any, value: [a] }', { scorer: { mode: 'any', compare: 'any-case' } }],
  ['{ type: starts-with, value: Dear }', { scorer: { mode: 'start', compare: 'exact' } }],
  ['{ type: regex, value: "^a+$", weight: 2 }', { scorer: { kind: 'regex', pattern: '^a+$' }, weight: 2 }],
  ['{ type: is-json }', { scorer: { kind: 'json-schema', schema: {} } }],
  ['{ type: is-json, value: { type: object } }', { scorer: { kind: 'json-schema', schema: { type: 'object' } } }],
  ['{ type: latency, threshold: 2000 }', { scorer: { kind: 'latency', maxMs: 2_000 } }],
  ['{ type: cost, threshold: 0.002 }', { scorer: { kind: 'cost', maxMicros: 2_000 } }],
  ['{ type: word-count, value: { min: 2, max: 5 } }', { scorer: { kind: 'length', unit: 'words', min: 2, max: 5 } }],
])('keeps %s', (assertion, expected) => {
  const { check, scorers, reported } = convert(assertion)
  expect(check).toMatchObject(expected)
  expect(scorers).toMatchObject([{ kind: 'checks' }])
  expect(reported).toEqual([])
})

test.each([
  ['{ type: contains-json }', 'json-schema'],
  ['{ type: is-html }', 'regex'],
  ['{ type: contains-html }', 'regex'],
  ['{ type: is-xml }', 'regex'],
  ['{ type: contains-xml }', 'regex'],
  ['{ type: levenshtein, value: kitten, threshold: 3 }', 'edit-distance'],
  ['{ type: rouge-n, value: text }', 'rouge-l'],
  ['{ type: similar, value: text, threshold: 0.8 }', 'similarity'],
  ['{ type: is-refusal }', 'abstention'],
])('converts %s and says so', (assertion, kind) => {
  const { check, reported } = convert(assertion)
  expect(check?.scorer.kind).toBe(kind)
  expect(reported).toEqual(['changed evaluationFiles.measureChanged'])
})

test.each([
  ['{ type: llm-rubric, value: Is polite }', { kind: 'criteria', criteria: ['Is polite'] }],
  ['{ type: g-eval, value: Is short }', { kind: 'criteria', criteria: ['Is short'] }],
  ['{ type: model-graded-closedqa, value: Names a price }', { kind: 'criteria' }],
  ['{ type: factuality, value: x }', { kind: 'criteria' }],
  ['{ type: model-graded-factuality, value: x }', { kind: 'criteria' }],
  ['{ type: answer-relevance }', { kind: 'criteria' }],
  ['{ type: context-faithfulness }', { kind: 'groundedness' }],
  ['{ type: select-best, value: Clear }', { kind: 'pairwise', criterion: 'Clear' }],
])('converts %s to a judge', (assertion, scorer) => {
  const { check, scorers, reported } = convert(assertion)
  expect(check).toBeUndefined()
  expect(scorers).toMatchObject([scorer])
  expect(reported).toEqual(['changed evaluationFiles.judgeChanged'])
})

test.each([
  ['{ type: javascript, value: "process.exit(1)" }', 'evaluationFiles.code'],
  ['{ type: not-python, value: "import os" }', 'evaluationFiles.code'],
  ['{ type: contains, value: "file://../../etc/passwd" }', 'evaluationFiles.fileReference'],
  ['{ type: equals, value: "{{ env.SECRET }}" }', 'evaluationFiles.template'],
  ['{ type: regex, value: "(?<=a)b" }', 'evaluationFiles.patternInvalid'],
  ['{ type: contains }', 'evaluationFiles.unsupported'],
  ['{ type: latency }', 'evaluationFiles.unsupported'],
  ['{ type: made-up }', 'evaluationFiles.unsupported'],
])('reports %s and does not execute it', (assertion, key) => {
  const { check, scorers, reported } = convert(assertion)
  expect([check, scorers]).toEqual([undefined, []])
  expect(reported).toEqual([`dropped ${key}`])
})

test('reports a pattern of more than 1,000 characters', () => {
  const { check, reported } = convert(`{ type: regex, value: "${'a'.repeat(1_001)}" }`)
  expect([check, reported]).toEqual([undefined, ['dropped evaluationFiles.patternTooLong']])
})

test('applies the default test, and keeps a rubric only if all tests share it', () => {
  const file = read(`
description: Support bot
prompts: [file://prompt.txt]
providers: [openai:gpt-4o]
defaultTest:
  vars: { tone: kind }
  assert:
    - { type: llm-rubric, value: Is polite }
tests:
  - description: refunds
    vars: { question: Refund? }
    assert:
      - { type: icontains, value: 14 days }
      - { type: llm-rubric, value: Names the period }
  - vars: { question: file://secret.txt }
  - file://more-tests.yaml
  - vars: { question: Bye }
    assert:
      - type: assert-set
        assert: [{ type: contains, value: a }, { type: not-contains, value: b }]
`)
  expect(file.name).toBe('Support bot')
  expect(file.cases.map(({ row, data }) => [row, data.inputs, data.tags, data.checks?.length])).toEqual([
    [1, { tone: 'kind', question: 'Refund?' }, ['refunds'], 1],
    [4, { tone: 'kind', question: 'Bye' }, undefined, 2],
  ])
  expect(file.scorers.map(({ kind }) => kind)).toEqual(['checks', 'criteria'])
  expect(file.invalid).toBe(2)
  expect(file.issues.map(({ row, field, kind, reason }) => `${row} ${field} ${kind} ${reason.key}`)).toEqual([
    'null providers dropped evaluationFiles.noPlace',
    'null prompts dropped evaluationFiles.prompts',
    '2 vars.question invalid evaluationFiles.fileReference',
    '3 tests invalid evaluationFiles.fileReference',
    'null assert.llm-rubric changed evaluationFiles.judgeChanged',
    'null assert.llm-rubric dropped evaluationFiles.rubricOfFew',
  ])
})
