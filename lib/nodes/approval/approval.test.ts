import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { chatApp, runApp, withAnswers } from '../testing/run-app'

const graphOf = (config: JsonObject = {}) =>
  chatApp(
    [
      { id: 'ask', type: 'approval', config },
      { id: 'yes', type: 'template', config: { text: 'sent: {{mail}}' } },
      { id: 'no', type: 'template', config: { text: 'kept: {{mail}} ({{ask.comment}})' } },
    ],
    [
      'in.message -> ask.content',
      ...(JSON.stringify(config).includes('{{who}}') ? ['in.message -> ask.who'] : []),
      'ask.approved -> yes.mail',
      'ask.rejected -> no.mail',
      'yes.text -> out.text',
      'no.text -> out.text',
      'ask.values -> out.data',
    ],
  )
const answer = (overrides: JsonObject = {}) => ({
  decision: 'approved',
  values: {},
  comment: '',
  by: 'Ada',
  ...overrides,
})
const START = Date.parse('2026-11-24T20:00:00Z')

test('asks with everything needed for the decision, and releases the run', async () => {
  const config = {
    title: 'Send to {{who}}?',
    message: '**Look** at it, {{who}}.',
    fields: [
      { name: 'tone', label: '', type: 'choice', required: true, options: ['kind', 'firm'] },
      { name: 'note', label: 'Note', type: 'text' },
    ],
    roles: ['editor'],
    needsSecondPerson: true,
    deadlineHours: 2,
    webhookUrl: 'https://hooks.example.com/approve',
  }
  const { events, pendingInputs } = await runApp(graphOf(config), { inputs: { message: 'Bob' }, now: () => START })
  expect(events.at(-1)?.type).toBe('run-pause')
  expect(pendingInputs.map((wait) => wait.request)).toEqual([
    {
      kind: 'approval',
      title: 'Send to Bob?',
      message: '**Look** at it, Bob.',
      context: 'Bob',
      fields: [
        { name: 'tone', label: 'tone', type: 'choice', required: true, options: ['kind', 'firm'] },
        { name: 'note', label: 'Note', type: 'text', required: false },
      ],
      assignees: { userIds: [], roles: ['editor'] },
      needsSecondPerson: true,
      dueAtMs: START + 7_200_000,
      onDue: 'reject',
      webhookUrl: 'https://hooks.example.com/approve',
    },
  ])
})

test('passes the content and the form values to the selected branch', async () => {
  const options = { inputs: { message: 'mail' } }
  const paused = await runApp(graphOf(), options)
  const yes = await runApp(graphOf(), {
    ...options,
    before: withAnswers(paused, { 'ask/answer': answer({ values: { tone: 'kind' } }) }),
  })
  expect(yes.outputs).toEqual({ text: 'sent: mail', data: { tone: 'kind' } })
  const no = await runApp(graphOf(), {
    ...options,
    before: withAnswers(paused, { 'ask/answer': answer({ decision: 'rejected', comment: 'too early' }) }),
  })
  expect(no.outputs).toEqual({ text: 'kept: mail (too early)', data: {} })
})

test('fails or rejects at the deadline, as configured', async () => {
  const late = { 'ask/answer': answer({ decision: 'rejected', by: 'deadline' }) }
  const failing = graphOf({ deadlineHours: 1, onDue: 'fail' })
  const paused = await runApp(failing, { inputs: { message: 'mail' } })
  const timedOut = { 'ask/answer': { timedOut: true } }
  const failed = await runApp(failing, { inputs: { message: 'mail' }, before: withAnswers(paused, timedOut) })
  expect(failed.error).toMatchObject({ code: 'TIMEOUT', nodeId: 'ask' })
  const rejected = await runApp(graphOf(), { inputs: { message: 'mail' }, before: withAnswers(paused, late) })
  expect(rejected.outputs?.text).toBe('kept: mail ()')
})

test('does not ask twice when a run resumes without an answer', async () => {
  const paused = await runApp(graphOf({ deadlineHours: 1 }), { inputs: { message: 'mail' } })
  const again = await runApp(graphOf({ deadlineHours: 1 }), { inputs: { message: 'mail' }, before: paused.events })
  expect(again.events.map((event) => event.type)).toEqual(['run-resume', 'node-start', 'run-pause'])
})
