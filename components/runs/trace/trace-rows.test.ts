import { expect, test } from 'vitest'
import type { RunEvent } from '@/lib/engine/events'
import { foldRun } from '@/lib/engine/state/run-state'
import { frameProgress } from './frame-progress'
import { isOwnStep, stepLabel } from './step-label'
import { traceRows } from './trace-rows'

const NONE: ReadonlySet<string> = new Set()

function start(path: string[], inputs: Extract<RunEvent, { type: 'node-start' }>['inputs'] = {}): RunEvent {
  return { type: 'node-start', path, nodeId: path.at(-1) ?? '', atMs: 0, attempt: 1, inputs }
}
function end(path: string[]): RunEvent {
  return { type: 'node-end', path, nodeId: path.at(-1) ?? '', atMs: 5, durationMs: 5, outputs: { value: 1 } }
}
function fail(path: string[]): RunEvent {
  const error = { code: 'TIMEOUT' as const, message: 'No' }
  return { type: 'node-error', path, nodeId: path.at(-1) ?? '', atMs: 5, durationMs: 5, error, handled: false }
}

const MAP = [
  start(['in']),
  end(['in']),
  start(['map'], { items: [1, 2, 3] }),
  start(['map', '1', 'step']),
  start(['map', '0', 'step']),
  end(['map', '0', 'step']),
  fail(['map', '1', 'step']),
  start(['map', '2', 'step']),
]

test('frames are listed below their step in item order, collapsed, with their status', () => {
  const rows = traceRows(foldRun(MAP), NONE)
  expect(
    rows.map((row) => [row.kind === 'node' ? row.node.nodeId : `${row.frame} ${row.name} ${row.status}`, row.depth]),
  ).toEqual([
    ['in', 0],
    ['map', 0],
    ['item 0 done', 1],
    ['item 1 failed', 1],
    ['item 2 running', 1],
  ])
})

test('an expanded frame shows its steps, and a collapsed step hides its frames', () => {
  const state = foldRun(MAP)
  expect(traceRows(state, new Set(['map/1'])).map(({ key }) => key)).toEqual([
    'in',
    'map',
    'map/0',
    'map/1',
    'map/1/step',
    'map/2',
  ])
  expect(traceRows(state, new Set(['map'])).map(({ key }) => key)).toEqual(['in', 'map'])
})

test('a single frame is expanded, like the frame of another app; loop frames are rounds', () => {
  const app = foldRun([
    start(['app']),
    start(['app', 'run', 'inner']),
    start(['app', 'run', 'other']),
    end(['app', 'run', 'inner']),
  ])
  expect(traceRows(app, NONE).map(({ key }) => key)).toEqual(['app', 'app/run', 'app/run/inner', 'app/run/other'])
  const loop = foldRun([start(['loop'], { start: 1 }), start(['loop', '0', 'x']), start(['loop', '1', 'x'])])
  expect(traceRows(loop, NONE).flatMap((row) => (row.kind === 'frame' ? row.frame : []))).toEqual(['turn', 'turn'])
})

test('a container counts total, completed and failed items', () => {
  const progress = frameProgress(foldRun(MAP), new Map())
  expect(progress.get('map')).toEqual({ done: 2, failed: 1, total: 3 })
  expect(frameProgress(foldRun(MAP), progress)).toBe(progress)
})

test('a thousand items become rows quickly', () => {
  const events = Array.from({ length: 1_000 }, (_, item) => [
    start(['map', `${item}`, 'a']),
    end(['map', `${item}`, 'a']),
  ])
  const state = foldRun([start(['map'], { items: [] }), ...events.flat()])
  const begin = process.cpuUsage().user
  expect(traceRows(state, NONE)).toHaveLength(1_001)
  expect((process.cpuUsage().user - begin) / 1_000).toBeLessThan(200)
})

test('steps of another app have its labels, even with equal ids; only own steps can restart a run', () => {
  const labels = { in: 'Mine', app: 'Ask', 'app/app/in': 'Theirs', 'app/app/map': 'Each', 'app/app/x': 'Inside' }
  const paths = [['in'], ['app'], ['app', 'app', 'in'], ['app', 'app', 'map', '0', 'x'], ['gone']]
  expect(paths.map((path) => [stepLabel(labels, path), isOwnStep(labels, path)])).toEqual([
    ['Mine', true],
    ['Ask', true],
    ['Theirs', false],
    ['Inside', false],
    ['gone', false],
  ])
})

test('a call of a single step is that step', () => {
  const agent = foldRun([start(['agent']), start(['agent', 'call-1-1', 'search'])])
  expect(traceRows(agent, NONE).map(({ key, kind }) => [key, kind])).toEqual([
    ['agent', 'node'],
    ['agent/call-1-1/search', 'node'],
  ])
})
