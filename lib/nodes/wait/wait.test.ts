import { expect, onTestFinished, test, vi } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { Stop } from '@/lib/engine/run/stop'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { chatApp, runApp, withAnswers } from '../testing/run-app'
import { parseTime } from './parse-time'

const graphOf = (config: JsonObject) =>
  chatApp([{ id: 'w', type: 'wait', config }], ['in.message -> w.value', 'w.value -> out.text'])
const START = Date.parse('2026-11-24T20:00:00Z')

test('keeps a short wait in the process, and ends it with the run', async () => {
  const graph = graphOf({ amount: 0.02 })
  const timers = vi.spyOn(globalThis, 'setTimeout')
  onTestFinished(() => timers.mockRestore())
  const { outputs, pendingInputs } = await runApp(graph, { inputs: { message: 'hi' } })
  expect([outputs, pendingInputs]).toEqual([{ text: 'hi' }, []])
  expect(timers.mock.calls.some(([, ms = 0]) => ms > 0 && ms <= 20)).toBe(true)
  const stop = new Stop()
  const stopped = runApp(graphOf({ amount: 9 }), { inputs: { message: 'hi' }, stop })
  stop.end(new AppError('CANCELLED', verbatim('Somebody pressed stop.')))
  expect((await stopped).error?.code).toBe('CANCELLED')
})

test('releases the run during a long wait, without moving its end', async () => {
  let now = START
  const options = { inputs: { message: 'hi' }, now: () => now }
  const paused = await runApp(graphOf({ amount: 2, unit: 'hours' }), options)
  expect(paused.pendingInputs.map((wait) => wait.request)).toEqual([{ kind: 'timer', untilMs: START + 7_200_000 }])
  now += 3_600_000
  const early = await runApp(graphOf({ amount: 2, unit: 'hours' }), { ...options, before: paused.events })
  expect([early.events.at(-1)?.type, early.pendingInputs]).toEqual(['run-pause', []])
  now += 3_500_000
  const answered = await runApp(graphOf({ amount: 2, unit: 'hours' }), {
    ...options,
    before: withAnswers(paused, { 'w/until': true }),
  })
  expect(answered.outputs).toEqual({ text: 'hi' })
})

test('does not wait for a time in the past', async () => {
  const config = { mode: 'until', until: '2026-11-24T19:00:00Z' }
  expect((await runApp(graphOf(config), { inputs: { message: 'hi' }, now: () => START })).outputs).toEqual({
    text: 'hi',
  })
})

test.each([
  ['2027-01-31T09:00:00Z', Date.UTC(2027, 0, 31, 9)],
  ['2027-01-31T09:00:00+02:00', Date.UTC(2027, 0, 31, 7)],
  ['2027-01-31', Date.UTC(2027, 0, 31)],
  ['1801386000', 1_801_386_000_000],
  ['1801386000000', 1_801_386_000_000],
])('reads the time %s', (text, time) => {
  expect(parseTime(text)).toBe(time)
})

test.each(['', 'tomorrow', '2027-01-31T09:00:00', '2027-13-01', '-5', '1e9'])('rejects %j as a time', (text) => {
  expect(() => parseTime(text)).toThrow(/is not a time/)
})

test('rejects a wait of more than 400 days', async () => {
  const { error } = await runApp(graphOf({ amount: 500, unit: 'days' }), { inputs: { message: 'hi' } })
  expect(error).toMatchObject({ code: 'INVALID_INPUT' })
})
