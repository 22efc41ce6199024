import 'server-only'
import type { ReplayReport } from '@/lib/contracts/usage'
import { costMicros } from '@/lib/models/prices'
import { quantilesOf } from './quantiles-of'

export interface ReplayedCall {
  runId: string
  at: Date
  connectionId: string
  model: string
  /** Answered by the response cache, which would apply to the other model as well. */
  isCached: boolean
  estimated: boolean
  inputTokens: number
  cachedInputTokens: number
  outputTokens: number
  costMicros: number | null
  durationMs: number
}

export interface ReplayTarget {
  connectionId: string
  provider: string
  model: string
  host: string
}

export interface Measured {
  calls: number
  firstTokenMs: number
  tokensPerSecond: number
}

interface Run {
  cost: number | null
  ms: number | null
}

/**
 * The cost and duration of past calls, and what they would have been with another model and the same numbers of tokens.
 */
export function compareCalls(
  calls: readonly ReplayedCall[],
  target: ReplayTarget,
  measured: Measured | null,
): ReplayReport {
  const actual = byRun(calls, (call) => ({ cost: call.costMicros, ms: call.durationMs }))
  const other = byRun(calls, (call) => onTarget(call, target, measured))
  const ids = [...new Set(calls.map(({ runId }) => runId))].sort()
  const sum = (read: (call: ReplayedCall) => number) => calls.reduce((total, call) => total + read(call), 0)
  const times = calls.map(({ at }) => at.getTime())
  return {
    runs: ids.length,
    calls: calls.length,
    estimatedCalls: sum(({ estimated }) => (estimated ? 1 : 0)),
    unpricedCalls: sum(({ costMicros }) => (costMicros === null ? 1 : 0)),
    inputTokens: sum((call) => call.inputTokens),
    cachedInputTokens: sum((call) => call.cachedInputTokens),
    outputTokens: sum((call) => call.outputTokens),
    models: mostUsed(calls.map(({ model }) => model)),
    from: times.length === 0 ? null : new Date(times.reduce((a, b) => Math.min(a, b))).toISOString(),
    to: times.length === 0 ? null : new Date(times.reduce((a, b) => Math.max(a, b))).toISOString(),
    actual: sideOf(actual),
    target: sideOf(other),
    batchMicros: calls.map((call) => batchCost(call, target)).reduce(plus, 0),
    measured,
  }
}

function onTarget(call: ReplayedCall, target: ReplayTarget, measured: Measured | null): Run {
  if (call.isCached) return { cost: 0, ms: call.durationMs }
  const isSame = call.connectionId === target.connectionId && call.model === target.model
  const tokens = {
    provider: target.provider,
    model: target.model,
    host: target.host,
    inputTokens: call.inputTokens,
    outputTokens: call.outputTokens,
    // Tokens in the prompt cache of one service would be processed again by another.
    cachedInputTokens: isSame ? call.cachedInputTokens : 0,
  }
  const ms = measured && measured.firstTokenMs + (call.outputTokens / measured.tokensPerSecond) * 1_000
  return { cost: costMicros(tokens), ms }
}

function batchCost(call: ReplayedCall, { provider, model, host }: ReplayTarget): number | null {
  if (call.isCached) return 0
  const { inputTokens, outputTokens } = call
  return costMicros({ provider, model, host, inputTokens, outputTokens, isBatch: true })
}

function byRun(calls: readonly ReplayedCall[], read: (call: ReplayedCall) => Run): Run[] {
  const all = new Map<string, Run>()
  for (const call of calls) {
    const one = read(call)
    const total = all.get(call.runId) ?? { cost: 0, ms: 0 }
    all.set(call.runId, { cost: plus(total.cost, one.cost), ms: plus(total.ms, one.ms) })
  }
  return [...all.values()]
}

/** An unknown value makes the sum unknown. */
const plus = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b)

const sideOf = (all: readonly Run[]) => ({
  costMicros: quantilesOf(all.map(({ cost }) => cost)),
  modelMs: quantilesOf(all.map(({ ms }) => ms)),
})

function mostUsed(models: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const model of models) counts.set(model, (counts.get(model) ?? 0) + 1)
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 10)
    .map(([model]) => model)
}
