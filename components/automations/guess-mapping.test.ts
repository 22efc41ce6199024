import { expect, test } from 'vitest'
import { findUnmapped, guessMapping } from './guess-mapping'

const field = (name: string, label: string, required = true) => ({ name, label, required })
const columnsOf = (mapping: ReturnType<typeof guessMapping>) =>
  Object.fromEntries(Object.entries(mapping).map(([name, from]) => [name, from.kind === 'column' ? from.column : null]))

test('prefers columns of the same name, then names of messages, then the longest texts', () => {
  const message = [field('message', 'Message')]
  expect(columnsOf(guessMapping(message, ['Team', 'message', 'Question'], []))).toEqual({ message: 'message' })
  expect(columnsOf(guessMapping(message, ['Team', 'Question'], []))).toEqual({ message: 'Question' })
  const rows = [{ Team: 'HR', Anfrage: 'How long is parental leave?' }]
  expect(columnsOf(guessMapping(message, ['Team', 'Anfrage'], rows))).toEqual({ message: 'Anfrage' })
})

test('uses each column once and leaves optional inputs of other names open', () => {
  const fields = [field('message', 'Message'), field('topic', 'Topic'), field('tone', 'Tone', false)]
  expect(columnsOf(guessMapping(fields, ['topic', 'Question', 'id'], []))).toEqual({
    message: 'Question',
    topic: 'topic',
  })
  expect(columnsOf(guessMapping([field('tone', 'Tone', false)], ['style'], []))).toEqual({ tone: 'style' })
})

test('names the required input without a column', () => {
  const fields = [field('tone', 'Tone', false), field('message', 'Message')]
  expect(findUnmapped(fields, {})?.label).toBe('Message')
  expect(findUnmapped(fields, { message: { kind: 'value', value: 'Hi' } })).toBeUndefined()
})
