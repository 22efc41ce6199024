import 'server-only'
import { z } from 'zod'
import type { PublicRun } from '@/lib/contracts/public'
import { ERROR_CODES } from '@/lib/core/app-error'
import type { RunRow } from './insert-run'
import { publicError, resultOf } from './public-events'

const Code = z.enum(ERROR_CODES).catch('INTERNAL')

/** A run as its app's callers see it. */
export function toPublicRun(row: RunRow, requestId: string): PublicRun {
  const error = row.error === null ? null : { code: Code.parse(row.errorCode), message: row.error }
  return {
    runId: row.id,
    status: row.status,
    version: row.versionNumber ?? 0,
    ...resultOf(row.outputs ?? {}),
    usage: usageOf(row),
    error: error && publicError(error, requestId),
  }
}

export const usageOf = (row: { inputTokens: number; outputTokens: number }) => ({
  inputTokens: row.inputTokens,
  outputTokens: row.outputTokens,
  estimated: false,
})
