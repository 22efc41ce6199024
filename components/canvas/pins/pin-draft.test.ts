import { expect, test } from 'vitest'
import type { Port } from '@/lib/graph/ports'
import { pinDraft, readPin } from './pin-draft'

const text: Port = { id: 'text', label: 'Text', kind: 'text' }
const data: Port = { id: 'data', label: 'Data', kind: 'number' }

test('edits a result as text or JSON and keeps missing outputs missing', () => {
  expect(pinDraft(text, { text: 'Hello' })).toEqual({ isProvided: true, text: 'Hello' })
  expect(pinDraft(data, { text: 'Hello' })).toEqual({ isProvided: false, text: '' })
  expect(pinDraft(data, null)).toEqual({ isProvided: true, text: '0' })
  const drafts = { text: { isProvided: true, text: '5' }, data: { isProvided: true, text: '5' } }
  expect(readPin([text, data], drafts)).toEqual({ ok: true, outputs: { text: '5', data: 5 } })
  expect(readPin([text, data], { ...drafts, data: { isProvided: false, text: 'x' } })).toEqual({
    ok: true,
    outputs: { text: '5' },
  })
})

test('reports invalid JSON and values of the wrong type by output', () => {
  const drafts = { text: { isProvided: true, text: 'a' }, data: { isProvided: true, text: '{' } }
  const broken = readPin([text, data], drafts)
  expect(broken.ok ? null : broken.problems.data).toContain('Invalid JSON')
  const wrong = readPin([data], { data: { isProvided: true, text: '"5"' } })
  expect(wrong).toEqual({ ok: false, problems: { data: '“Data” gives a number.' } })
})

test('validates JSON against the whole schema, including patterns', () => {
  const code: Port = { id: 'code', label: 'Code', kind: 'json', schema: { properties: { id: { pattern: '^A' } } } }
  const read = (text: string) => readPin([code], { code: { isProvided: true, text } })
  expect(read('{ "id": "A1" }')).toMatchObject({ ok: true })
  expect(read('{ "id": "B1" }')).toEqual({
    ok: false,
    problems: { code: '“Code” does not fit its schema: /id must match the pattern ^A.' },
  })
})
