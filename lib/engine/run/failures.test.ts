import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import type { NodePolicy } from '@/lib/graph/graph'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { installVirtualTime } from '@/lib/platform/testing/install-virtual-time'
import { execute } from '../execute'
import { retryDelay } from '../retry'
import { foldRun } from '../state/run-state'
import { type Behavior, runGraph, sampleExecution, samplePlan } from '../testing/run-graph'
import { Stop } from './stop'

installVirtualTime()

const graphWith = (policy: NodePolicy, edges: string[] = ['p.out > end.text']) =>
  sampleGraph(
    [sampleNode('in', 'input'), sampleNode('p', 'pair', {}, { policy }), sampleNode('end', 'answer')],
    ['in.question > p.a', ...edges],
  )
const retry = {
  count: 2,
  backoffSeconds: 0.002,
  on: ['rate-limit', 'server-error', 'network', 'timeout'],
} satisfies NodePolicy['retry']
const endlessStep: Behavior = () => new Promise(() => undefined)

function failing(times: number, error: Error): Behavior {
  let calls = 0
  return async ({ ctx }) => {
    calls += 1
    ctx.emit(`try ${calls} `)
    if (calls <= times) throw error
    return { out: `after ${calls}` }
  }
}

test('E26 retries transient errors and restarts the streamed text', async () => {
  const events = await runGraph(graphWith({ retry, onError: 'fail' }), {
    behaviors: { p: failing(2, new AppError('MODEL_RATE_LIMITED', verbatim('Slow down.'))) },
  })
  const state = foldRun(events)
  expect(events.filter((event) => event.type === 'node-retry').map((event) => event.attempt)).toEqual([2, 3])
  expect([state.outputs, state.nodes.p?.text, state.nodes.p?.attempt]).toEqual([{ text: 'after 3' }, 'try 3 ', 3])
})

test('retries neither permanent errors nor more often than configured', async () => {
  const unauthorized = await runGraph(graphWith({ retry, onError: 'fail' }), {
    behaviors: { p: failing(1, new AppError('MODEL_UNAUTHORIZED', verbatim('No.'))) },
  })
  expect(unauthorized.at(-1)).toMatchObject({
    type: 'run-error',
    error: { code: 'MODEL_UNAUTHORIZED', message: 'No.', nodeId: 'p' },
  })
  const stubborn = await runGraph(graphWith({ retry, onError: 'fail' }), {
    behaviors: { p: failing(9, new AppError('EGRESS_FAILED', verbatim('Gone.'))) },
  })
  expect(stubborn.filter((event) => event.type === 'node-start' && event.nodeId === 'p')).toHaveLength(3)
})

test('E26 respects Retry-After, increases its delays, and stays below five minutes', () => {
  const error = new AppError('MODEL_RATE_LIMITED', verbatim('Slow down.'), { retryAfterSeconds: 7 })
  expect(retryDelay(error, retry, 1, () => 0)).toBe(7_000)
  const slow = { ...retry, backoffSeconds: 10, count: 10 }
  const plain = new AppError('EGRESS_FAILED', verbatim('Gone.'))
  expect([1, 2, 3, 9].map((attempt) => retryDelay(plain, slow, attempt, () => 1))).toEqual([
    10_000, 20_000, 40_000, 300_000,
  ])
  expect(retryDelay(plain, slow, 1, () => 0)).toBe(5_000)
  expect(retryDelay(plain, { ...slow, on: ['timeout'] }, 1, () => 0)).toBeNull()
})

test('E29 fails a slow node with TIMEOUT even if it ignores its signal', async () => {
  const plan = samplePlan(graphWith({ timeoutSeconds: 1, onError: 'fail' }))
  for (const node of plan.nodes) if (node.id === 'p') node.policy.timeoutSeconds = 0.02
  const events = []
  for await (const event of execute(plan, sampleExecution({ behaviors: { p: endlessStep } }))) events.push(event)
  expect(events.at(-1)).toMatchObject({ type: 'run-error', error: { code: 'TIMEOUT', nodeId: 'p' } })
})

test('E23 continues after a failure with a default value or through the error port', async () => {
  const failOnce = failing(1, new AppError('EGRESS_FAILED', verbatim('Gone.')))
  const withDefault = await runGraph(graphWith({ onError: 'default', defaultOutputs: { out: 'instead' } }), {
    behaviors: { p: failOnce },
  })
  expect(foldRun(withDefault).outputs).toEqual({ text: 'instead' })
  const withPort = await runGraph(graphWith({ onError: 'port' }, ['p.error > end.text']), {
    behaviors: { p: failing(1, new AppError('EGRESS_FAILED', verbatim('Gone.'))) },
  })
  expect(foldRun(withPort).outputs).toEqual({ text: '{"code":"EGRESS_FAILED","message":"Gone."}' })
  expect(foldRun(withPort).nodes.p).toMatchObject({ status: 'failed', error: { code: 'EGRESS_FAILED' } })
})

test('E25 emits an unexpected error without its message and logs the message', async () => {
  const logged: unknown[] = []
  const events = await runGraph(graphWith({ onError: 'fail' }), {
    behaviors: { p: failing(1, new TypeError('password=hunter2')) },
    log: (entry) => logged.push(entry.cause),
  })
  expect(events.at(-1)).toMatchObject({ error: { code: 'INTERNAL', message: 'The node failed unexpectedly.' } })
  expect(JSON.stringify(events)).not.toContain('hunter2')
  expect(String(logged[0])).toContain('hunter2')
})

test('E22 stops the other nodes on failure', async () => {
  const graph = sampleGraph(
    [sampleNode('in', 'input'), sampleNode('bad', 'pair'), sampleNode('long', 'pair')],
    ['in.question > bad.a', 'in.question > long.a'],
  )
  let stopped = false
  const abortableStep: Behavior = ({ ctx }) => {
    ctx.signal.addEventListener('abort', () => {
      stopped = true
    })
    return endlessStep({ config: {}, inputs: {}, ctx })
  }
  const failSoon: Behavior = async () => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    throw new AppError('TOOL_FAILED', verbatim('No.'))
  }
  const events = await runGraph(graph, { behaviors: { long: abortableStep, bad: failSoon } })
  expect([events.at(-1)?.type, stopped]).toEqual(['run-error', true])
})

test('E30 ends a stopped run within 50 ms, even if a node ignores its signal', async () => {
  const stop = new Stop()
  const events = []
  let stoppedAt = 0
  setTimeout(() => {
    stoppedAt = performance.now()
    stop.end(new AppError('CANCELLED', verbatim('Somebody pressed stop.')))
  }, 20)
  for await (const event of execute(
    samplePlan(graphWith({ onError: 'fail' })),
    sampleExecution({ stop, behaviors: { p: endlessStep } }),
  ))
    events.push(event)
  expect(events.at(-1)).toMatchObject({ type: 'run-error', error: { code: 'CANCELLED' } })
  expect(performance.now() - stoppedAt).toBeLessThan(50)
  expect(foldRun(events).status).toBe('cancelled')
})

test('does nothing in a run that is already stopped, and reports the cause', async () => {
  const stop = new Stop()
  stop.end(new AppError('BUDGET_EXCEEDED', verbatim('The budget is spent.')))
  const events = await runGraph(graphWith({ onError: 'fail' }), { stop })
  expect(events.map((event) => event.type)).toEqual(['run-start', 'run-error'])
  expect(events.at(-1)).toMatchObject({ error: { code: 'BUDGET_EXCEEDED' } })
})

test('stops the run when the loop is left', async () => {
  let stopped = false
  const noteStop: Behavior = ({ ctx }) => {
    ctx.signal.addEventListener('abort', () => {
      stopped = true
    })
    return endlessStep({ config: {}, inputs: {}, ctx })
  }
  for await (const event of execute(
    samplePlan(graphWith({ onError: 'fail' })),
    sampleExecution({ behaviors: { p: noteStop } }),
  )) {
    if (event.type === 'node-start' && event.nodeId === 'p') {
      await new Promise((resolve) => setTimeout(resolve, 5))
      break
    }
  }
  expect(stopped).toBe(true)
})

test('E46 fails on an output of more than 1 MB, streamed or returned', async () => {
  const events = await runGraph(graphWith({ onError: 'fail' }), {
    behaviors: { p: async () => ({ out: 'x'.repeat(1_000_001) }) },
  })
  const streamed = await runGraph(graphWith({ onError: 'fail' }), {
    behaviors: {
      p: async ({ ctx }) => {
        for (let part = 0; part < 11; part += 1) ctx.emit('x'.repeat(100_000))
        return {}
      },
    },
  })
  expect([events.at(-1), streamed.at(-1)]).toMatchObject([
    { error: { code: 'LIMIT_EXCEEDED' } },
    { error: { code: 'LIMIT_EXCEEDED' } },
  ])
})

test('ignores output of a node after its end', async () => {
  const emitLate: Behavior = async ({ ctx }) => {
    setTimeout(() => ctx.emit('late'), 5)
    return { out: 'x' }
  }
  const end: Behavior = async () => {
    await new Promise((resolve) => setTimeout(resolve, 15))
    return { text: 'x' }
  }
  const events = await runGraph(graphWith({ onError: 'fail' }), { behaviors: { p: emitLate, end } })
  expect(events.some((event) => event.type === 'node-delta')).toBe(false)
})

test('E60 tries a step again after failures of the server itself, whatever its policy', async () => {
  const lostConnection = new Error('read ECONNRESET')
  const explainServerFailure = (thrown: unknown) =>
    thrown === lostConnection ? new AppError('UNAVAILABLE', verbatim('The database is away.')) : null
  const behaviors = { p: failing(3, lostConnection) }
  const events = await runGraph(graphWith({ onError: 'fail' }), { behaviors, explainServerFailure })
  expect(foldRun(events).outputs).toEqual({ text: 'after 4' })
  expect(events.filter((event) => event.type === 'node-retry').map(({ error }) => error.code)).toEqual([
    'UNAVAILABLE',
    'UNAVAILABLE',
    'UNAVAILABLE',
  ])
  const endless = await runGraph(graphWith({ onError: 'fail' }), {
    behaviors: { p: failing(Number.POSITIVE_INFINITY, lostConnection) },
    explainServerFailure,
  })
  expect(endless.at(-1)).toMatchObject({ type: 'run-error', error: { code: 'UNAVAILABLE' } })
})

test('E60 leaves the retries of the step itself for its own failures', async () => {
  const lostConnection = new Error('read ECONNRESET')
  const errors: Error[] = [
    lostConnection,
    new AppError('MODEL_RATE_LIMITED', verbatim('Slow down.')),
    lostConnection,
    lostConnection,
  ]
  const failInOrder: Behavior = async () => {
    const next = errors.shift()
    if (next) throw next
    return { out: 'done' }
  }
  const events = await runGraph(graphWith({ retry: { ...retry, count: 1 }, onError: 'fail' }), {
    behaviors: { p: failInOrder },
    explainServerFailure: (thrown) =>
      thrown === lostConnection ? new AppError('UNAVAILABLE', verbatim('The database is away.')) : null,
  })
  expect(foldRun(events).outputs).toEqual({ text: 'done' })
})
