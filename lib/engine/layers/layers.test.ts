import { expect, test } from 'vitest'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import type { RunEvent } from '../events'
import { foldRun } from '../state/run-state'
import { type Behavior, runGraph } from '../testing/run-graph'
import type { RunLimits } from './limits'
import { redact } from './redact'
import { usageTotal } from './usage-total'

const graph = sampleGraph(
  [sampleNode('in', 'input'), sampleNode('p', 'pair'), sampleNode('end', 'answer')],
  ['in.question > p.a', 'p.out > end.text'],
)
const SECRET = 'sk-Tést/secret+value "1234"'

test('redacts a secret in every form, at any offset in base64', async () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const echoes = [
    SECRET,
    encodeURIComponent(SECRET),
    JSON.stringify({ a: SECRET }),
    ...['', 'u', 'us', 'use:'].map((user) => base64(user + SECRET)),
    Buffer.from(`ab${SECRET}c`).toString('base64url'),
  ]
  const emitSecret: Behavior = async ({ ctx }) => {
    for (const echo of echoes) ctx.emit(`<${echo}>`)
    return { out: { list: echoes, [SECRET]: 1 } }
  }
  const text = JSON.stringify(
    await runGraph(graph, { behaviors: { p: emitSecret }, layers: [redact(new Set([SECRET]))] }),
  )
  expect(text).toContain('[redacted]')
  for (const part of ['Tést/secret', encodeURIComponent('Tést/secret'), base64(SECRET).slice(4, 24)])
    expect(text).not.toContain(part)
})

test('redacts a secret streamed in pieces, without losing other text', async () => {
  const text = `before ${SECRET} after sk-`
  for (const size of [1, 2, 3, 7]) {
    const emitInPieces: Behavior = async ({ ctx }) => {
      for (let offset = 0; offset < text.length; offset += size) ctx.emit(text.slice(offset, offset + size))
      return { out: 1 }
    }
    const state = foldRun(
      await runGraph(graph, { behaviors: { p: emitInPieces }, layers: [redact(new Set([SECRET]))] }),
    )
    expect(state.nodes.p?.text).toBe('before [redacted] after sk-')
  }
})

test('does not redact short secrets in ordinary text, and applies a secret from when it becomes known', async () => {
  const knownSecrets = new Set(['hello'])
  const revealPassword: Behavior = async () => {
    knownSecrets.add('password-123')
    return { out: 'hello password-123' }
  }
  const events = await runGraph(graph, { behaviors: { p: revealPassword }, layers: [redact(knownSecrets)] })
  expect(foldRun(events).outputs).toEqual({ text: 'hello [redacted]' })
})

test('E47 ends a run with an error when it exceeds its limits of events, steps or time', async () => {
  const manyCalls: Behavior = async ({ ctx }) => {
    for (let call = 0; call < 20; call += 1)
      await ctx.step({ key: `c${call}`, kind: 'tool', name: 'x', input: {} }, async () => 1)
    return {}
  }
  const ends = async (limit: RunLimits, behavior: Behavior) =>
    (await runGraph(graph, { behaviors: { p: behavior }, limits: limit })).at(-1)
  const loose = { maxEvents: 1_000, maxSteps: 1_000, wallClockSeconds: 60 }
  expect(await ends({ ...loose, maxEvents: 10 }, manyCalls)).toMatchObject({
    type: 'run-error',
    error: { code: 'LIMIT_EXCEEDED' },
  })
  expect(await ends({ ...loose, maxSteps: 10 }, manyCalls)).toMatchObject({
    type: 'run-error',
    error: { code: 'LIMIT_EXCEEDED' },
  })
  expect(await ends({ ...loose, wallClockSeconds: 0.02 }, () => new Promise(() => undefined))).toMatchObject({
    error: { code: 'TIMEOUT' },
  })
  expect(await ends(loose, manyCalls)).toMatchObject({ type: 'run-end' })
})

test('sums up usage like the fold', async () => {
  const layer = usageTotal()
  const usage = { model: 'm', inputTokens: 3, outputTokens: 4, costMicros: 5, estimated: false }
  const reportUsage: Behavior = async ({ ctx }) => {
    ctx.usage(usage)
    ctx.usage({ ...usage, costMicros: null })
    return { out: 1 }
  }
  const state = foldRun(await runGraph(graph, { behaviors: { p: reportUsage }, layers: [layer] }))
  expect(layer.total()).toEqual({ inputTokens: 6, outputTokens: 8, costMicros: 5, hasUnknownCost: true, calls: 2 })
  expect([state.totals, state.nodes.p?.usage.length]).toEqual([layer.total(), 2])
})

test('ends the run without further output when a layer throws', async () => {
  const broken = {
    onEvent(event: RunEvent) {
      if (event.type === 'run-start') return event
      throw new Error('broken layer')
    },
  }
  const events = await runGraph(graph, { layers: [broken] })
  expect(events.map((event) => event.type)).toEqual(['run-start', 'run-error'])
})
