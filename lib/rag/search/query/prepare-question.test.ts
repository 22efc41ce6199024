import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import type { ChatMessage } from '@/lib/engine/model-requests'
import { verbatim } from '@/lib/messages/problems/verbatim'
import type { SearchModels } from '../search-models'
import { prepareQuestion } from './prepare-question'

const HISTORY: ChatMessage[] = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'Does the pump run in summer?' },
  { role: 'assistant', content: 'It does.' },
]

/** A model that answers by key of the question and records its requests. */
function models(answers: Readonly<Record<string, unknown>>) {
  const calls: { key: string; text: string; instructions: string }[] = []
  const port: SearchModels = {
    async prompt({ key, text, instructions, schema }) {
      calls.push({ key, text, instructions })
      const answer = answers[key]
      if (answer instanceof Error) throw answer
      return schema.parse(answer)
    },
    rerank: async () => [],
  }
  return { calls, port }
}

async function prepare(
  question: string,
  options: object,
  answers: Readonly<Record<string, unknown>>,
  history = HISTORY,
) {
  const { calls, port } = models(answers)
  const fields = [{ name: 'year', type: 'number', description: 'of the manual', options: [] }]
  const parsed = RetrievalOptions.parse(options)
  return { calls, prepared: await prepareQuestion({ question, history, options: parsed, fields, models: port }) }
}

test('rewrites a question with history, and bases the other steps on it', async () => {
  const options = { question: { rewrite: 'history', wordings: 2 } }
  const { calls, prepared } = await prepare('And in winter?', options, {
    rewrite: { question: 'Does the pump run in winter?' },
    wordings: { wordings: ['Is the pump fit for cold?', 'does the pump run in winter?', 'Pump in frost', 'More'] },
  })
  expect(prepared).toMatchObject({
    question: 'Does the pump run in winter?',
    wordings: ['Is the pump fit for cold?', 'Pump in frost'],
    notes: [],
  })
  expect(calls[0]?.text).toContain('user: Does the pump run in summer?')
  expect(calls[0]?.text).not.toContain('Be brief.')
  expect(calls[1]).toMatchObject({ key: 'wordings', text: 'Does the pump run in winter?' })
})

test('rewrites nothing without history, and calls no model for a plain search', async () => {
  const { calls, prepared } = await prepare('And in winter?', { question: { rewrite: 'history' } }, {}, [])
  expect([calls, prepared.question]).toEqual([[], 'And in winter?'])
  expect((await prepare('Why?', {}, {})).calls).toEqual([])
})

test('combines a hypothetical answer, parts and conditions, ignoring unknown fields and operators', async () => {
  const options = { question: { hypothetical: true, decompose: true }, filters: { fromQuestion: true } }
  const { prepared } = await prepare('How long, and how heavy in 2024?', options, {
    hypothetical: { passage: ' It is long. ' },
    parts: { parts: ['How long?', 'How heavy?', 'how long?', '', 'c', 'd', 'e'] },
    filters: {
      conditions: [
        { field: 'year', operator: 'equals', value: '2024' },
        { field: 'secret', operator: 'equals', value: 'x' },
        { field: 'year', operator: 'drop', value: 'x' },
      ],
    },
  })
  expect(prepared).toMatchObject({
    hypothetical: 'It is long.',
    parts: ['How long?', 'How heavy?', 'c', 'd'],
    conditions: [{ field: 'year', operator: 'equals', value: '2024' }],
  })
})

test('skips and notes a step whose answer cannot be parsed, but fails on a missing model', async () => {
  const broken = new AppError('MODEL_FAILED', verbatim('Other wordings: the answer could not be read.'))
  const options = { question: { wordings: 1, hypothetical: true } }
  const { prepared } = await prepare('Why?', options, { wordings: broken, hypothetical: { passage: 'So.' } })
  expect(prepared).toMatchObject({ wordings: [], hypothetical: 'So.', notes: [{ message: broken.message }] })
  const missing = new AppError('MODEL_MISSING', verbatim('Connect one.'))
  await expect(prepare('Why?', options, { wordings: missing, hypothetical: missing })).rejects.toBe(missing)
})
