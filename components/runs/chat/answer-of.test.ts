import { expect, test } from 'vitest'
import { emptyRunState, foldRun } from '@/lib/engine/state/run-state'
import { indexNodeStates } from '../index-node-states'
import { createRunStore, newRunRecord } from '../run-store'
import { previewOf } from '../values/preview-of'
import { answerOf, historyOf } from './answer-of'
import { readForm, startForm } from './input-fields'

const at = { path: ['chat'], nodeId: 'chat', atMs: 1 }
const streamed = foldRun([
  { type: 'run-start', atMs: 0, planHash: 'x', inputs: {} },
  { type: 'node-start', attempt: 1, inputs: {}, ...at },
  { type: 'node-delta', port: 'text', text: 'Hel', ...at },
  { type: 'node-delta', port: 'text', text: 'lo', ...at },
])
const ended = foldRun([{ type: 'run-end', atMs: 9, durationMs: 9, outputs: { text: 'Hello!' } }], streamed)

test('the answer is the stream until the run returns its output', () => {
  expect(answerOf({ run: streamed, answerNodes: ['chat'] })).toBe('Hello')
  expect(answerOf({ run: ended, answerNodes: ['chat'] })).toBe('Hello!')
})

test('the history contains answered questions only', () => {
  const base = newRunRecord({ message: 'Hi', inputs: {}, answerNodes: ['chat'] })
  expect(historyOf([{ ...base, run: streamed }])).toEqual([])
  expect(historyOf([{ ...base, run: ended }])).toEqual([
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: 'Hello!' },
  ])
})

test('a node that ran as a tool shows its last call; its own step takes precedence', () => {
  const run = foldRun([
    {
      type: 'node-start',
      attempt: 1,
      inputs: { query: 'a' },
      path: ['agent', 'call-1', 'find'],
      nodeId: 'find',
      atMs: 1,
    },
    {
      type: 'node-start',
      attempt: 1,
      inputs: { query: 'b' },
      path: ['agent', 'call-2', 'find'],
      nodeId: 'find',
      atMs: 2,
    },
    { type: 'node-start', attempt: 1, inputs: {}, path: ['agent'], nodeId: 'agent', atMs: 3 },
  ])
  expect(indexNodeStates(run, new Map()).get('find')?.inputs).toEqual({ query: 'b' })
  expect(indexNodeStates(run, new Map()).get('agent')?.status).toBe('running')
})

test('events of an older run do not change the canvas', () => {
  const store = createRunStore()
  const older = newRunRecord({ message: 'a', inputs: {}, answerNodes: [] })
  const newer = newRunRecord({ message: 'b', inputs: {}, answerNodes: [] })
  store.getState().add(older)
  store.getState().add(newer)
  store.getState().take(older.key, [{ type: 'node-start', attempt: 1, inputs: {}, ...at }])
  expect(store.getState().nodes.size).toBe(0)
  store.getState().take(newer.key, [{ type: 'node-start', attempt: 1, inputs: {}, ...at }])
  expect(store.getState().nodes.get('chat')?.status).toBe('running')
})

test('a preview shows the end of a stream and the documents of passages', () => {
  expect(previewOf({ status: 'running', text: `${'x'.repeat(200)}end`, outputs: null })).toMatch(/^…x+end$/)
  const documents = [{ documentName: 'A.pdf' }, { documentName: 'B.pdf' }, { documentName: 'A.pdf' }]
  expect(previewOf({ status: 'done', text: '', outputs: { documents } })).toBe('A.pdf, B.pdf')
  expect(previewOf({ status: 'waiting', text: '', outputs: emptyRunState().outputs })).toBe('')
})

test('a preview shows Markdown as plain text', () => {
  const outputs = { text: '## Leave\n\nYou have **27 days** of [leave](https://a.example).' }
  expect(previewOf({ status: 'done', text: '', outputs })).toBe('Leave\n\nYou have 27 days of leave.')
})

test('a form parses numbers, booleans and JSON, and reports errors', () => {
  const form = startForm({
    mode: 'form',
    fields: [
      { name: 'count', kind: 'number' },
      { name: 'on', kind: 'boolean' },
      { name: 'data', kind: 'json', required: false },
    ],
  })
  const fields = form.kind === 'form' ? form.fields : []
  const messages = { required: 'required', number: 'number', json: 'json' }
  expect(readForm(fields, { count: '3', on: 'true', data: '{"a":1}' }, messages)).toEqual({
    ok: true,
    inputs: { count: 3, on: true, data: { a: 1 } },
  })
  expect(readForm(fields, { count: 'x', data: '{' }, messages)).toEqual({
    ok: false,
    errors: { count: 'number', data: 'json' },
  })
  expect(readForm(fields, {}, messages)).toEqual({ ok: false, errors: { count: 'required' } })
})
