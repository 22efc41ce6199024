import { expect, test } from 'vitest'
import { validateClassifier } from '../training/validate-classifier'
import { baseModelFacts } from './base-models'
import { toChatExample } from './to-chat-example'
import { tuningFacts } from './tuning-facts'
import { type FineTuneExample, validateFineTune } from './validate-fine-tune'

const FACTS = { limit: 100, microsPerMillionTokens: 5_000_000 }
const chat = (question: string, answer = 'Yes.', part: FineTuneExample['part'] = 'train'): FineTuneExample => ({
  messages: [
    { role: 'user', content: question },
    { role: 'assistant', content: answer },
  ],
  part,
  personal: [],
})
const many = (count: number) => Array.from({ length: count }, (_, index) => chat(`Question number ${index}?`))
const options = (epochs: number | 'auto' = 3, overrides: Partial<Parameters<typeof validateFineTune>[1]> = {}) => ({
  facts: FACTS,
  tuning: tuningFacts('openai'),
  settings: { epochs, batchSize: 'auto' as const, learningRateMultiplier: 'auto' as const },
  ownPrice: null,
  ...overrides,
})
const codesOf = async (examples: FineTuneExample[]) => {
  const { issues } = await validateFineTune(examples, options())
  return Object.fromEntries(
    issues.map(({ code, level, lines, message }) => [`${level} ${code}`, message.length > 0 && lines]),
  )
}

test('returns tokens, a cost and no errors for good data', async () => {
  const report = await validateFineTune([...many(60), chat('Is it?', 'No.', 'validation')], options(2))
  expect(report.issues).toEqual([])
  expect(report.examples).toEqual({ train: 60, validation: 1, test: 0 })
  const tokens = report.tokens?.total ?? 0
  expect(tokens).toBeGreaterThan(60 * 10)
  expect(report.cost).toMatchObject({
    epochs: 2,
    isEstimated: false,
    billedTokens: tokens * 2,
    micros: Math.ceil(tokens * 2 * 5),
  })
})

test('returns no cost without a known price, and guesses missing epochs', async () => {
  const facts = { limit: null, microsPerMillionTokens: null }
  const { cost, tokens } = await validateFineTune(many(60), options('auto', { facts }))
  expect(cost).toMatchObject({ micros: null, isEstimated: true, epochs: 3 })
  expect(tokens?.limit).toBeNull()
})

test("prefers the user's price to the list, and includes Together's billed evaluations", async () => {
  const examples = [...many(60), chat('Is it?', 'No.', 'validation')]
  const customPrice = await validateFineTune(examples, options(2, { ownPrice: 1_000_000 }))
  expect(customPrice.cost).toMatchObject({
    micros: customPrice.cost?.billedTokens,
    microsPerMillionTokens: 1_000_000,
    isOwnPrice: true,
  })
  const together = await validateFineTune(examples, options(2, { tuning: tuningFacts('together') }))
  expect(together.cost?.billedTokens).toBeGreaterThan(customPrice.cost?.billedTokens ?? 0)
  expect(together.tokens).toEqual(customPrice.tokens)
})

test('rejects a setting that the service would reject', async () => {
  const settings = { epochs: 2, batchSize: 8, learningRateMultiplier: 0.5 }
  const codes = async (provider: string) =>
    (await validateFineTune(many(60), options(2, { tuning: tuningFacts(provider), settings }))).issues
      .filter(({ code }) => code === 'settings')
      .map(({ message }) => message)
  expect(await codes('openai')).toEqual([])
  expect(await codes('together')).toEqual([
    'This service does not support the learning rate multiplier. Leave it empty.',
  ])
  expect(await codes('fireworks')).toHaveLength(2)
})

test('names each kind of flaw with the affected lines', async () => {
  const wrongEnd = {
    ...chat('a'),
    messages: [
      { role: 'assistant', content: 'hi' },
      { role: 'user', content: 'a' },
    ],
  }
  const lateSystem = {
    ...chat('b'),
    messages: [
      { role: 'user', content: 'b' },
      { role: 'system', content: 's' },
      { role: 'assistant', content: 'x' },
    ],
  }
  const examples = [wrongEnd, lateSystem, { ...chat('c'), messages: null }, chat('d', ' '), ...many(10)]
  expect(await codesOf(examples)).toMatchObject({ 'error roles': expect.anything(), 'error format': expect.anything() })
  const { issues } = await validateFineTune(examples, options())
  expect(issues.map(({ message, lines }) => [message, lines])).toEqual(
    expect.arrayContaining([
      [expect.stringContaining('last message is not from the assistant'), [1]],
      [expect.stringContaining('system message follows'), [2]],
      [expect.stringContaining('cannot be converted to a conversation'), [3]],
      ['A message is empty.', [4]],
    ]),
  )
})

test('finds duplicates, contradictions, leaks, long examples, personal data and too few examples', async () => {
  const examples = [
    ...many(4),
    chat('question   NUMBER 0'),
    chat('Question number 1?', 'No.'),
    chat('Question number 2!', 'Yes.', 'test'),
    chat(`Long ${'word '.repeat(120)}`),
    { ...chat('mine'), personal: ['email'] },
  ]
  expect(await codesOf(examples)).toEqual({
    'error too-few': [],
    'warning duplicates': [5],
    'warning contradictions': [6],
    'warning leaks': [7],
    'warning too-long': [8],
    'warning personal': [9],
    'warning no-test': [],
  })
})

test('converts questions with answers and labeled texts to conversations', () => {
  expect(toChatExample({ question: 'Q', answer: 'A', context: 'C' })).toEqual([
    { role: 'user', content: 'C\n\nQ' },
    { role: 'assistant', content: 'A' },
  ])
  expect(toChatExample({ text: 'T', label: 'L' })?.at(-1)).toEqual({ role: 'assistant', content: 'L' })
  expect(toChatExample({ other: 1 })).toBeNull()
})

test("returns prices of OpenAI's own models only", () => {
  expect(baseModelFacts('openai', 'gpt-4.1-mini-2025-04-14')).toEqual({
    microsPerMillionTokens: 5_000_000,
    limit: 65_536,
    notice: expect.objectContaining({ message: expect.stringContaining('6 January 2027') }),
  })
  expect(baseModelFacts('openai', 'gpt-3.5-turbo-0125').microsPerMillionTokens).toBe(8_000_000)
  expect(baseModelFacts('together', 'gpt-4.1-mini').microsPerMillionTokens).toBeNull()
  expect(baseModelFacts('azure-openai', 'constructor')).toEqual({ microsPerMillionTokens: null, limit: null })
})

test('requires two classes with two examples each, and reports small classes, duplicates and leaks', async () => {
  const labelled = (text: string, label: string, part: 'train' | 'test' = 'train') => ({ text, label, part })
  const { issues, classes } = await validateClassifier([
    labelled('a1', 'a'),
    labelled('a2', 'a'),
    labelled('A2!', 'a'),
    labelled('a2', 'a', 'test'),
    labelled('b1', 'b'),
    null,
  ])
  expect(issues.map(({ code, lines }) => [code, lines])).toEqual([
    ['format', [6]],
    ['small-classes', []],
    ['duplicates', [3]],
    ['leaks', [4]],
    ['small-classes', []],
  ])
  expect(classes).toEqual([
    { name: 'a', train: 3, test: 1 },
    { name: 'b', train: 1, test: 0 },
  ])
  const one = await validateClassifier([labelled('x', 'only'), labelled('y', 'only')])
  expect(one.issues.map(({ code }) => code)).toEqual(expect.arrayContaining(['classes', 'no-test']))
})
