import { afterEach, expect, test } from 'vitest'
import type { PublicInputField } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { rowInputs } from '@/lib/services/batches/row-inputs'
import { loadTexts } from '../../loading/load-texts'
import { addTexts, setTexts } from '../../texts'
import { richTexts } from '../rich-texts'
import { rowError } from './row-error'

const field = (name: string, type: PublicInputField['type'], options?: string[]): PublicInputField => ({
  name,
  label: `My "${name}"`,
  type,
  required: name === 'who',
  ...(options ? { options } : {}),
})
const inputFields = [
  field('who', 'text'),
  field('amount', 'number'),
  field('tone', 'choice', ['kind', 'firm']),
  field('paid', 'boolean'),
  field('more', 'json'),
]
/** The server rejects each of these. */
const ROWS: JsonObject[] = [
  { who: '' },
  { who: 'Ada', amount: 'many' },
  { who: 'Ada', tone: 'rude' },
  { who: 'Ada', paid: 'perhaps' },
  { who: 'Ada', more: '{"a":' },
  { who: 'x'.repeat(300_000) },
]
/** An app with a message input and a row without a message. */
const NO_MESSAGE = problem('inputs.messageMissing')
const mapping = Object.fromEntries(inputFields.map(({ name }) => [name, { kind: 'column' as const, column: name }]))

function failureOf(row: JsonObject): Problem {
  try {
    rowInputs({ inputFields, messageField: null }, { mapping, endUser: 'visitor' }, row)
  } catch (error) {
    if (AppError.isInstance(error)) return error
    throw error
  }
  throw new Error('The row was accepted.')
}

addTexts(richTexts)
const none = {} as Parameters<typeof setTexts>[0]
afterEach(() => setTexts(none))

test.each(['de', 'fr', 'es', 'pt', 'zh-CN', 'ja', 'ar'] as const)('translates each row error to %s', async (locale) => {
  const table = await loadTexts(locale)
  if (table) setTexts(table)
  for (const row of ROWS) {
    const failure = failureOf(row)
    const shown = rowError('invalid', failure)
    expect(shown).not.toBe(failure.message)
    expect(shown).toContain('My "')
    expect(shown).not.toMatch(/\{|missing|must be|characters/)
  }
  expect(rowError('invalid', NO_MESSAGE)).toBe(table?.placeholder)
  expect(rowError('failed', { message: 'The model gave no answer.' })).toBe(table?.INTERNAL)
})

test('English names the field, and unknown messages are passed on', () => {
  expect(ROWS.map((row) => rowError('invalid', failureOf(row)))).toEqual([
    '“My "who"” is missing.',
    '“My "amount"” is not a number.',
    '“My "tone"” must be one of: kind, firm.',
    '“My "paid"” must be one of: true, false.',
    '“My "more"” is not valid JSON.',
    expect.stringMatching(/^“My "who"” has 300,000 characters; at most [\d,]+ are allowed\.$/),
  ])
  expect(rowError('invalid', NO_MESSAGE)).toBe('Type a message…')
  expect(rowError('invalid', { message: 'This row has 4 columns, the first line 2.' })).toBe(
    'This row has 4 columns, the first line 2.',
  )
  expect(rowError('failed', { message: 'The model gave no answer.' })).toBe('The model gave no answer.')
})
