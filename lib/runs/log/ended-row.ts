import 'server-only'
import { sharedNow } from '@/lib/platform/shared-clock'
import type { RunRow } from '@/lib/services/runs/run-row'
import type { RunTotals } from '../drive/types'
import type { RunOutcome } from './store-batch'

export type StatusOutcome = Partial<RunOutcome> & Pick<RunOutcome, 'status'>

/**
 * The row of a run with its outcome. Fields are named one by one: with a second spread, V8 defines each field by a call
 * of its own (`npm run bench:profile`).
 */
export function endedRow(
  run: RunRow,
  { status, outputs = null, error = null, errorCode = null, durationMs = null }: StatusOutcome,
  totals: RunTotals,
): RunRow {
  return {
    ...run,
    owner: null,
    status,
    outputs,
    error,
    errorCode,
    durationMs,
    inputTokens: totals.inputTokens,
    outputTokens: totals.outputTokens,
    costMicros: totals.costMicros,
    hasUnknownCost: totals.hasUnknownCost,
    endedAt: new Date(sharedNow()),
  }
}
