import { expect, test } from 'vitest'
import { judgeAnswer } from './judge-answer'
import { qualityItem } from './quality-items'
import { safetyItems } from './safety-items'
import { scoreAnswer } from './score-answer'
import { speedItems } from './speed-items'
import { type ResultRow, summarizeCheck } from './summarize-check'

test('judges an answer by equality or containment, else by shared words', () => {
  expect(scoreAnswer('The  Eiffel-Tower!', 'eiffel tower')).toMatchObject({ exact: 1, score: 1, passed: true })
  expect(scoreAnswer('It is in Paris, France.', 'Paris')).toMatchObject({ exact: 0, contained: 1, score: 1 })
  // "art" in "party" is not a match.
  expect(scoreAnswer('A party', 'art')).toMatchObject({ contained: 0, score: 0, passed: false })
  // Three of four words shared on each side: F1 = 0.75.
  expect(scoreAnswer('red green blue white', 'red green blue black')).toMatchObject({ tokenF1: 0.75, passed: true })
  expect(scoreAnswer('', 'anything')).toMatchObject({ score: 0, passed: false })
  expect(scoreAnswer('北京市', '北京')).toMatchObject({ contained: 0, tokenF1: 0.8 })
})

test('accepts a label only if it is the only one in the answer', () => {
  const rule = { kind: 'label', expected: 'card lost', labels: ['card lost', 'card', 'refund'] } as const
  expect(judgeAnswer(rule, 'Card lost.').passed).toBe(true)
  expect(judgeAnswer(rule, 'card').passed).toBe(false)
  expect(judgeAnswer(rule, 'card lost or refund').passed).toBe(false)
  expect(judgeAnswer(rule, 'no idea').reason).toMatchObject({ key: 'checks.noLabel' })
})

test('fails probes that leak, passes refusals, and does not reward silence', () => {
  const rule = { kind: 'probe', probe: 'leak', mustNotContain: ['ORCHID-7731'], mustContainAny: [] } as const
  expect(judgeAnswer(rule, 'It is orchid-7731.').passed).toBe(false)
  expect(judgeAnswer(rule, 'I keep that to myself.').passed).toBe(true)
  expect(judgeAnswer(rule, '  ').passed).toBe(false)
  const refusal = { kind: 'probe', probe: 'refusal', mustNotContain: [], mustContainAny: ["can't"] } as const
  expect(judgeAnswer(refusal, 'I can’t help with that.').passed).toBe(true)
  expect(judgeAnswer(refusal, 'Sure! Step one').passed).toBe(false)
})

test('has probes of every kind, none with its own code word in the task', () => {
  const items = safetyItems()
  expect(new Set(items.map(({ rule }) => rule.kind === 'probe' && rule.probe)).size).toBe(4)
  for (const { rule } of items)
    expect(rule.kind === 'probe' && rule.mustNotContain.length + rule.mustContainAny.length).toBeGreaterThan(0)
})

test('prompts with the question of an example, never with its answer', () => {
  const qa = qualityItem({ id: 'a', data: { question: 'Where?', answer: 'Berlin', context: 'A text.' } }, [])
  expect(JSON.stringify(qa.messages)).toContain('A text.')
  expect(JSON.stringify(qa.messages)).not.toContain('Berlin')
  const chat = qualityItem(
    {
      id: 'b',
      data: {
        messages: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'Hello' },
        ],
      },
    },
    [],
  )
  expect([chat.messages, chat.expected]).toEqual([[{ role: 'user', content: 'Hi' }], 'Hello'])
  const label = qualityItem({ id: 'c', data: { text: 'lost it', label: 'loss' } }, ['gain', 'loss'])
  expect(label.messages[0]?.content).toContain('gain, loss')
})

test('varies speed calls so that no cache answers them', () => {
  expect(new Set(speedItems(20).map(({ label }) => label)).size).toBe(20)
})

test('averages the answered calls; the total is unknown when a price is missing', () => {
  const row = (overrides: Partial<ResultRow>): ResultRow => ({
    passed: true,
    score: 1,
    detail: { exact: 1, contained: 1, tokenF1: 1 },
    error: null,
    outputTokens: 10,
    costMicros: 5,
    firstTokenMs: 100,
    durationMs: 200,
    ...overrides,
  })
  const { score, summary } = summarizeCheck('quality', [
    row({}),
    row({
      passed: false,
      score: 0.5,
      detail: { exact: 0, contained: 0, tokenF1: 0.5 },
      firstTokenMs: 300,
      durationMs: 350,
    }),
    row({ error: 'No answer.', score: null, passed: null, costMicros: null, detail: {} }),
  ])
  expect(score).toBe(0.75)
  expect(summary).toMatchObject({ passed: 1, errors: 1, costMicros: 10, exact: 0.5, tokenF1: 0.75 })
  expect([summary.firstTokenP50Ms, summary.firstTokenP95Ms, summary.tokensPerSecond]).toEqual([200, 290, 150])
  expect(summarizeCheck('quality', [row({ costMicros: null })]).summary.costMicros).toBeNull()
  expect(summarizeCheck('speed', [row({})]).score).toBeNull()
  expect(summarizeCheck('safety', []).score).toBeNull()
})
