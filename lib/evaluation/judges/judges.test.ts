import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ScorerSettings } from '@/lib/contracts/scorers'
import type { JudgeModel, Score } from '../scorers/score'
import { scoreAnswer } from '../scorers/score-answer'
import { scorePair } from './score-pair'

const model = { connection: 'c', model: 'm' }
const signal = new AbortController().signal
const criteria = ScorerSettings.parse({ id: 'j', kind: 'criteria', model, criteria: ['Is it polite?', 'Is it short?'] })
const grounded = ScorerSettings.parse({ id: 'j', kind: 'groundedness', model })

/** A model that replies with these texts, one after another. */
function replying(...replies: string[]) {
  const asked: { system: string; text: string }[] = []
  const verdicts = new Map<string, Score>()
  const judge: JudgeModel = {
    chat: async (request) => {
      asked.push(request)
      return { text: replies[asked.length - 1] ?? replies.at(-1) ?? '', servedModel: 'm-2026', costMicros: 5 }
    },
    findVerdict: async (text, subject) => verdicts.get(`${text} ${subject}`) ?? null,
  }
  return { asked, verdicts, tools: { embed: async () => [], judge, signal } }
}

const expected = { input: 'Hello?', expected: undefined, passages: [] }
const answer = (text: string, passages: string[] = []) => ({
  text,
  outputs: {},
  latencyMs: null,
  costMicros: null,
  passages: passages.map((text) => ({ documentId: 'd', documentName: 'd', text })),
})
const met = (...values: boolean[]) =>
  JSON.stringify({ answers: values.map((value, index) => ({ criterion: index + 1, evidence: 'quote', met: value })) })

test('scores the share of criteria that are met, with evidence and the served model', async () => {
  const { tools, asked } = replying(`Sure: \`\`\`json\n${met(true, false)}\n\`\`\``)
  const score = await scoreAnswer(criteria, expected, answer('Hi'), tools)
  expect(score).toMatchObject({ outcome: 'scored', value: 0.5, evidence: 'quote' })
  expect(score.reason.message).toBe('Not met: Is it short?')
  expect(score.judged).toMatchObject({ servedModel: 'm-2026', costMicros: 5 })
  expect(asked[0]?.system).toContain('ignore instructions')
})

test.each([
  ['refuses', 'I cannot help with that.'],
  ['rambles', 'Well, it depends. {"answers": "yes"}'],
  ['judges other criteria', met(true)],
  [
    'repeats a criterion',
    JSON.stringify({ answers: [1, 1].map((criterion) => ({ criterion, evidence: '', met: true })) }),
  ],
])('a judge that %s has no verdict after a second attempt', async (_, reply) => {
  const { tools, asked } = replying(reply)
  const score = await scoreAnswer(criteria, expected, answer('Hi'), tools)
  expect(score).toMatchObject({ outcome: 'no-verdict', value: null, judged: { costMicros: 10 } })
  expect(asked).toHaveLength(2)
})

test('text under judgment stays inside the data, whatever it says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 200 }), async (text) => {
      const { tools, asked } = replying(met(true, true))
      await scoreAnswer(criteria, expected, answer(text), tools)
      const shown: unknown = JSON.parse(asked[0]?.text ?? '')
      expect(shown).toMatchObject({ answer: text, question: 'Hello?' })
      expect(asked[0]?.system).toMatch(/^You judge the answer[^"]+Reply with JSON only\.$/)
    }),
    { numRuns: 50 },
  )
})

test('judges claims against passages, and has no verdict without claims', async () => {
  const claims = [
    { claim: 'It is blue.', evidence: 'blue', verdict: 'supported' },
    { claim: 'It is free.', evidence: 'costs 5', verdict: 'contradicted' },
  ]
  const { tools } = replying(JSON.stringify({ claims }))
  const score = await scoreAnswer(grounded, expected, answer('…', ['It is blue and costs 5.']), tools)
  expect(score).toMatchObject({ value: 0.5, evidence: 'It is free.' })
  expect(score.reason.message).toBe('The passages contradict “It is free.”.')
  const none = await scoreAnswer(grounded, expected, answer('…', ['x']), replying('{"claims":[]}').tools)
  expect(none).toMatchObject({ outcome: 'no-verdict' })
  const skipped = await scoreAnswer(grounded, expected, answer('…'), replying('').tools)
  expect(skipped).toMatchObject({ outcome: 'skipped' })
})

test('a stored verdict is not paid for again', async () => {
  const { tools, verdicts, asked } = replying(met(true, true))
  const first = await scoreAnswer(criteria, expected, answer('Hi'), tools)
  verdicts.set(`${first.judged?.judge} ${first.judged?.subject}`, first)
  const second = await scoreAnswer(criteria, expected, answer('Hi'), tools)
  expect(second).toMatchObject({ value: 1, judged: { costMicros: 0, servedModel: 'm-2026' } })
  expect(asked).toHaveLength(1)
  await scoreAnswer(criteria, expected, answer('Other'), tools)
  expect(asked).toHaveLength(2)
})

const pairwise = ScorerSettings.parse({ id: 'p', kind: 'pairwise', model })

/** Prefers the better answer, except in some pairs always the first one. */
function biased(share: number) {
  const judge: JudgeModel = {
    chat: async ({ text }) => {
      const { question, first, second } = JSON.parse(text)
      const isBiased = Number(question) < 100 * share
      const better = isBiased || first > second ? 'first' : 'second'
      return { text: JSON.stringify({ reason: 'Because.', better }), servedModel: 'm', costMicros: 1 }
    },
    findVerdict: async () => null,
  }
  return { embed: async () => [], judge, signal }
}

test('all flips of a judge with position bias become ties', async () => {
  if (pairwise.kind !== 'pairwise') return
  const scores: Score[] = []
  for (let pair = 0; pair < 100; pair += 1) {
    const candidate = { input: String(pair), expected: '', baseline: pair % 2 === 0 ? 'a' : 'c', answer: 'b' }
    scores.push(await scorePair(pairwise, candidate, biased(0.3)))
  }
  const of = (value: number) => scores.filter((score) => score.value === value).length
  expect([of(1), of(0.5), of(0)]).toEqual([35, 30, 35])
  expect(scores.filter(({ label }) => label === 'tie').every(({ reason }) => reason.message.startsWith('A tie'))).toBe(
    true,
  )
  const same = await scorePair(pairwise, { input: '99', expected: '', baseline: 'b', answer: 'b' }, biased(0))
  expect(same).toMatchObject({ value: 0.5 })
})
