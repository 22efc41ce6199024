import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { LIMITS } from '@/lib/egress/limits'
import { problem } from '@/lib/messages/problems/problem'

export const MAX_DOCUMENT_BYTES = 10_000_000
const TOTAL_MS = 30_000

/** Loads a document from a public address. @throws TOOL_FAILED for a failed response, TOO_LARGE, EGRESS_BLOCKED */
export async function fetchDocument(fetch: EgressFetch, url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, {
    headers: { accept: 'application/json, application/yaml, text/yaml, */*;q=0.5', 'user-agent': 'Patchbay' },
    limits: { ...LIMITS.json, maxBytes: MAX_DOCUMENT_BYTES, totalMs: TOTAL_MS },
    signal,
  })
  if (!response.ok) {
    await response.body?.cancel()
    const { host } = new URL(url)
    throw new AppError('TOOL_FAILED', problem('customApis.notLoaded', { host, status: String(response.status) }))
  }
  try {
    return await response.text()
  } catch (error) {
    if (AppError.isInstance(error) && error.code === 'LIMIT_EXCEEDED') throw documentTooLarge(error)
    throw error
  }
}

export const documentTooLarge = (cause?: unknown): AppError =>
  new AppError('TOO_LARGE', problem('customApis.tooLarge', { megabytes: MAX_DOCUMENT_BYTES / 1_000_000 }), { cause })
