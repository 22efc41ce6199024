import 'server-only'
import { z } from 'zod'
import type { PublicRun } from '@/lib/contracts/public'
import { ERROR_CODES } from '@/lib/core/app-error'
import type { SourceDetail } from '@/lib/core/knowledge/source-detail'
import type { RunError } from '@/lib/engine/events'
import { storedProblem } from '@/lib/messages/problems/problem-ref'
import { resultOf } from './run-result'
import type { RunRow } from './run-row'
import { toPublicError } from './to-public-error'

const Code = z.enum(ERROR_CODES).catch('INTERNAL')

/** The stored error of a run: for the owner, not for callers. */
export const failureOf = ({
  error,
  errorCode,
  errorRef,
}: Pick<RunRow, 'error' | 'errorCode' | 'errorRef'>): RunError | null =>
  error === null ? null : { ...storedProblem(error, errorRef), code: Code.parse(errorCode) }

/** A run as its app's callers see it. */
export function toPublicRun(row: RunRow, requestId: string, sources: SourceDetail): PublicRun {
  const error = failureOf(row)
  return {
    runId: row.id,
    status: row.status,
    version: row.versionNumber ?? 0,
    ...resultOf(row.outputs ?? {}, sources),
    usage: usageOf(row),
    error: error && toPublicError(error, requestId),
  }
}

export const usageOf = (row: { inputTokens: number; outputTokens: number }) => ({
  inputTokens: row.inputTokens,
  outputTokens: row.outputTokens,
  estimated: false,
})
