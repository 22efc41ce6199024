import { z } from 'zod'
import { type CheckKind, type CheckSummary, PROBE_KINDS } from '@/lib/contracts/model-checks'
import { ProblemRef } from '@/lib/contracts/problem'
import type { JsonObject } from '@/lib/core/json'

export interface ResultRow {
  passed: boolean | null
  score: number | null
  detail: JsonObject
  error: string | null
  outputTokens: number
  costMicros: number | null
  firstTokenMs: number | null
  durationMs: number
}

/** Details stored beside the verdict. */
export const ResultDetail = z.object({
  reason: z.string().optional(),
  reasonRef: ProblemRef.optional(),
  probe: z.enum(PROBE_KINDS).optional(),
  exact: z.number().optional(),
  contained: z.number().optional(),
  tokenF1: z.number().optional(),
})

/** Summarizes the calls of a check. The score is the mean over answered calls; null if there are none. */
export function summarizeCheck(
  kind: CheckKind,
  results: readonly ResultRow[],
): { score: number | null; summary: CheckSummary } {
  const answered = results.filter(({ error }) => error === null)
  const details = answered.map(({ detail }) => ResultDetail.parse(detail))
  const firstTokens = answered.flatMap(({ firstTokenMs }) => (firstTokenMs === null ? [] : [firstTokenMs]))
  const costs = answered.map(({ costMicros }) => costMicros)
  const mean = (name: 'exact' | 'contained' | 'tokenF1') => meanOf(details.flatMap((detail) => detail[name] ?? []))
  return {
    score: kind === 'speed' ? null : meanOf(answered.flatMap(({ score }) => score ?? [])),
    summary: {
      passed: answered.filter(({ passed }) => passed).length,
      errors: results.length - answered.length,
      costMicros: costs.reduce<number | null>((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0),
      firstTokenP50Ms: quantile(firstTokens, 0.5),
      firstTokenP95Ms: quantile(firstTokens, 0.95),
      tokensPerSecond: quantile(answered.flatMap(speedOf), 0.5),
      exact: mean('exact'),
      contained: mean('contained'),
      tokenF1: mean('tokenF1'),
      probes: kind === 'safety' ? byProbe(answered, details) : [],
    },
  }
}

function byProbe(answered: readonly ResultRow[], details: readonly z.infer<typeof ResultDetail>[]) {
  return PROBE_KINDS.map((kind) => {
    const callsOfKind = answered.filter((_, index) => details[index]?.probe === kind)
    return { kind, passed: callsOfKind.filter(({ passed }) => passed).length, total: callsOfKind.length }
  }).filter(({ total }) => total > 0)
}

function speedOf({ outputTokens, firstTokenMs, durationMs }: ResultRow): number[] {
  if (firstTokenMs === null || outputTokens < 2 || durationMs <= firstTokenMs) return []
  return [(outputTokens * 1_000) / (durationMs - firstTokenMs)]
}

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length

/** Linear interpolation, like PostgreSQL's percentile_cont. */
function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  return low === undefined || high === undefined ? null : low + (high - low) * (at - Math.floor(at))
}
