import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ScorerSettings } from '@/lib/contracts/scorers'
import { type Json, JsonObjectSchema } from '@/lib/core/json'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { Score } from './score'
import { type ToolCallRecord, toolCallsOf } from './tool-calls'
import { scoreTools } from './tool-scorer'

type Settings = Extract<ScorerSettings, { kind: 'tools' }>
const settings = (values: Partial<Settings> = {}) =>
  ScorerSettings.parse({ id: 'tools', kind: 'tools', ...values }) as Settings

const call = (name: string, values: ToolCallRecord['arguments'] = {}): ToolCallRecord => ({ name, arguments: values })

function score(values: Partial<Settings>, expected: Json | undefined, toolCalls?: readonly ToolCallRecord[]): Score {
  const answer = { text: '', outputs: {}, passages: [], latencyMs: null, costMicros: null }
  return scoreTools(
    settings(values),
    { input: '', expected, passages: [] },
    { ...answer, ...(toolCalls && { toolCalls }) },
  )
}

const [A, B, C] = [call('a'), call('b'), call('c')]
const wanting = (...toolCalls: ToolCallRecord[]): Json => ({ toolCalls: toolCalls.map((one) => ({ ...one })) })

test.each([
  ['strict', [A, B], [A, B], 1],
  ['strict', [A, B], [B, A], 0.5],
  ['strict', [A, B], [A, C, B], 2 / 3],
  ['ordered', [A, B], [A, C, B], 1],
  ['ordered', [A, B], [B, A], 0.5],
  ['unordered', [A, B], [B, A], 1],
  ['unordered', [A, B], [B, A, C], 2 / 3],
  ['superset', [A, B], [C, B, A], 1],
  ['superset', [A, B], [B], 0.5],
  ['subset', [A, B], [B], 1],
  ['subset', [A, B], [B, C], 0.5],
  ['subset', [A], [A, A], 0.5],
  ['strict', [], [], 1],
  ['strict', [], [A], 0],
] as const)('%s: %j expected, %j made gives %d', (match, wanted, made, value) => {
  expect(score({ match }, wanting(...wanted), made).value).toBeCloseTo(value, 12)
})

test('compares arguments exactly, only those of the case, or not at all', () => {
  const wanted = wanting(call('book', { seat: '4A', bags: [1, { kg: 20 }] }))
  const made = [call('book', { bags: [1, { kg: 20 }], seat: '4A', note: 'window' })]
  expect(score({ compareArguments: 'expected' }, wanted, made).value).toBe(1)
  expect(score({ compareArguments: 'exact' }, wanted, made).value).toBe(0)
  const other = [call('book', { seat: '5B', bags: [1, { kg: 20 }] })]
  const wrong = score({}, wanted, other)
  expect(wrong.value).toBe(0)
  expect(wrong.reason.message).toBe('Calls “book” with other arguments: seat: "5B" ≠ "4A"')
  expect(wrong.evidence).toContain('5B')
  expect(score({ compareArguments: 'ignore' }, wanted, other).value).toBe(1)
})

test('assigns calls so that as many as possible match', () => {
  const wanted = wanting(call('find', { city: 'Oslo' }), call('find', { city: 'Oslo', day: 2 }))
  const made = [call('find', { city: 'Oslo', day: 2 }), call('find', { city: 'Oslo' })]
  expect(score({ match: 'unordered' }, wanted, made).value).toBe(1)
})

test('a forbidden tool fails the case, and without an expectation its absence passes', () => {
  expect(score({ forbidden: ['b'] }, wanting(A, B), [A, B]).value).toBe(0)
  expect(score({ forbidden: ['b'] }, undefined, [A]).value).toBe(1)
  expect(score({}, 'text', [A])).toMatchObject({ outcome: 'skipped', value: null })
  expect(score({}, wanting(A))).toMatchObject({ outcome: 'no-verdict', value: null })
})

test('reads the calls of agents from a trace, parallel ones in the order of their keys', () => {
  const step = (path: string, key: string, name: string): Pick<StoredRunEvent, 'event'> => ({
    event: {
      type: 'node-step',
      nodeId: path,
      path: [path],
      seq: 0,
      atMs: 0,
      step: { key, kind: 'tool', name, input: { key }, output: null, durationMs: 1 },
    } as unknown as StoredRunEvent['event'],
  })
  const events = [step('x', 'call-1-10', 'c'), step('y', 'call-1-1', 'other'), step('x', 'call-1-2', 'a')]
  expect(toolCallsOf(events).map(({ name }) => name)).toEqual(['a', 'other', 'c'])
})

const FILE = new URL('../../../../shared/data/evaluation/tau-bench-gpt-4o-airline.json', import.meta.url)
const hasTau = existsSync(FILE)

const Message = z.object({
  tool_calls: z.array(z.object({ function: z.object({ name: z.string(), arguments: z.string() }) })).nullish(),
})
const Trial = z.object({
  traj: z.array(Message),
  info: z.object({
    task: z.object({ actions: z.array(z.object({ name: z.string(), kwargs: JsonObjectSchema })) }),
  }),
})

test.skipIf(!hasTau)('scores the tool calls of tau-bench against its actions', () => {
  const trials = z.array(Trial).parse(JSON.parse(readFileSync(FILE, 'utf8')))
  expect(trials).toHaveLength(200)
  const passed = { strict: 0, ordered: 0, unordered: 0, superset: 0, subset: 0 }
  for (const { traj, info } of trials) {
    const made = traj.flatMap(({ tool_calls: calls }) =>
      (calls ?? []).map(({ function: { name, arguments: text } }) =>
        call(name, JsonObjectSchema.parse(JSON.parse(text))),
      ),
    )
    const wanted = wanting(...info.task.actions.map(({ name, kwargs }) => call(name, kwargs)))
    for (const match of Object.keys(passed) as Settings['match'][])
      passed[match] += Number(score({ match, compareArguments: 'exact' }, wanted, made).value === 1)
  }
  // Counted independently with multisets and subsequences of the calls.
  expect(passed).toEqual({ strict: 12, ordered: 76, unordered: 12, superset: 76, subset: 38 })
})
