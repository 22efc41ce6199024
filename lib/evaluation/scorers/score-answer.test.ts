import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ScorerSettings } from '@/lib/contracts/scorers'
import type { AppAnswer, ExpectedResult, ScorerTools } from './score'
import { scoreAnswer } from './score-answer'

const tools: ScorerTools = {
  embed: async () => [
    [1, 0],
    [0.6, 0.8],
  ],
  judge: { chat: () => Promise.reject(new Error('not used')), findVerdict: async () => null },
  signal: new AbortController().signal,
}
const passage = (text: string) => ({ documentId: 'd', documentName: 'handbook.pdf', text })

function score(settings: object, answer: string | Partial<AppAnswer>, expected: Partial<ExpectedResult> = {}) {
  const overrides = typeof answer === 'string' ? { text: answer } : answer
  return scoreAnswer(
    ScorerSettings.parse({ id: 's', ...settings }),
    { input: '', expected: undefined, passages: [], ...expected },
    { text: '', outputs: {}, passages: [], latencyMs: null, costMicros: null, ...overrides },
    tools,
  )
}

const value = async (...args: Parameters<typeof score>) => (await score(...args)).value

test('compares texts', async () => {
  expect(await value({ kind: 'equal' }, 'Paris!', { expected: 'paris' })).toBe(1)
  expect(await value({ kind: 'equal', normalize: false }, 'Paris!', { expected: 'paris' })).toBe(0)
  expect(await value({ kind: 'contains' }, 'It is Paris.', { expected: 'Paris' })).toBe(1)
  expect(await value({ kind: 'contains', mode: 'none', texts: ['sorry'] }, 'Sorry, no')).toBe(0)
  expect(await value({ kind: 'contains', mode: 'any', texts: ['a', 'b'] }, 'only b')).toBe(1)
  expect(await value({ kind: 'regex', pattern: '^\\d+$' }, '42')).toBe(1)
  expect(await value({ kind: 'length', max: 2 }, 'one two three')).toBe(0)
  expect(await value({ kind: 'token-f1' }, 'the cat sat', { expected: 'the cat' })).toBeCloseTo(0.8)
  expect(await value({ kind: 'rouge-l' }, 'police killed the gunman', { expected: 'police kill the gunman' })).toBe(
    0.75,
  )
  expect(await value({ kind: 'edit-distance' }, 'kitten', { expected: 'sitting' })).toBeCloseTo(1 - 3 / 7)
  expect(await value({ kind: 'token-f1' }, '退款需要三天', { expected: '退款三天' })).toBeCloseTo(0.8)
})

test('compares numbers and JSON', async () => {
  expect(await value({ kind: 'number' }, 'So it is $1,200.50', { expected: 1200.5 })).toBe(1)
  expect(await value({ kind: 'number', tolerance: 0.1, relative: true }, '95', { expected: '100' })).toBe(1)
  expect(await value({ kind: 'number' }, 'none', { expected: 3 })).toBe(0)
  const schema = { type: 'object', required: ['a'] }
  expect(await value({ kind: 'json-schema', schema }, '{"a":1}')).toBe(1)
  expect(await value({ kind: 'json-schema', schema }, 'no')).toBe(0)
  const fields = await score({ kind: 'json-fields' }, '```json\n{"a":1,"b":{"c":"X"}}\n```', {
    expected: { a: 1, b: { c: 'x' }, d: true },
  })
  expect(fields).toMatchObject({ value: 2 / 3, evidence: 'd' })
})

test('judges passages, citations and wording', async () => {
  const passages = [passage('Refunds take 14 days. Ask Maria Weber.'), passage('Other text.')]
  const expected = { passages: [{ documentId: null, documentName: '', quote: 'Refunds take 14 days' }] }
  expect(await score({ kind: 'retrieval' }, { passages }, expected)).toMatchObject({ value: 1, outcome: 'scored' })
  expect(await value({ kind: 'retrieval', measure: 'precision' }, { passages }, expected)).toBe(0.5)
  expect(await score({ kind: 'retrieval' }, { passages })).toMatchObject({ outcome: 'skipped', value: null })
  expect(await value({ kind: 'citations' }, { text: 'It takes 14 days [1].', passages })).toBe(1)
  expect(await value({ kind: 'citations' }, { text: 'It takes 14 days [3].', passages })).toBe(0)
  expect(await value({ kind: 'wording' }, { text: 'Refunds take 14 days.', passages })).toBe(1)
  expect(await score({ kind: 'wording' }, { text: 'Refunds take 15 days.', passages })).toMatchObject({
    value: 0,
    evidence: 'Refunds take 15 days.',
  })
  expect(await value({ kind: 'wording' }, { text: 'Please ask Maria Kunz.', passages })).toBe(0)
})

test('has no verdict for languages that the built-in model does not know, and for broken scorers', async () => {
  expect(await value({ kind: 'similarity' }, 'The refund takes two weeks.', { expected: 'Two weeks' })).toBeCloseTo(0.6)
  const chinese = await score({ kind: 'similarity' }, '退款需要两周时间。', { expected: '两周' })
  expect(chinese).toMatchObject({ outcome: 'no-verdict', value: null })
  expect(await score({ kind: 'regex', pattern: '(' }, 'x')).toMatchObject({ outcome: 'no-verdict' })
})

test('expects “I do not know” exactly when no answer is expected', async () => {
  expect(await score({ kind: 'abstention' }, 'I don’t know.')).toMatchObject({ value: 1, label: 'abstained' })
  expect(await value({ kind: 'abstention' }, 'I don’t know.', { expected: 'Paris' })).toBe(0)
  expect(await value({ kind: 'abstention' }, 'Paris', { expected: 'Paris' })).toBe(1)
})

test('judges time and cost, and skips time that was not measured', async () => {
  expect(await value({ kind: 'latency', maxMs: 100 }, { latencyMs: 99 })).toBe(1)
  expect(await score({ kind: 'latency', maxMs: 100 }, {})).toMatchObject({ outcome: 'skipped' })
  expect(await value({ kind: 'cost', maxMicros: 5 }, { costMicros: 6 })).toBe(0)
})

const GSM8K = new URL('../../../../shared/data/evaluation/gsm8k-example-model-solutions.jsonl', import.meta.url)

test.skipIf(!existsSync(GSM8K))('agrees with 5,275 of 5,276 published judgments on GSM8K', async () => {
  type Row = Record<string, { is_correct: boolean; solution: string }> & { ground_truth: string }
  const rows = readFileSync(GSM8K, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
  let agreed = 0
  for (const row of rows)
    for (const system of ['6b_finetuning', '6b_verification', '175b_finetuning', '175b_verification']) {
      const answer = row[system]
      const found = await value({ kind: 'number' }, answer?.solution ?? '', { expected: row.ground_truth })
      if ((found === 1) === answer?.is_correct) agreed += 1
    }
  expect(agreed).toBeGreaterThanOrEqual(5_275)
})
