import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { mintGoogleToken, readServiceAccount } from '@/lib/providers/wires/google/service-account'
import { tokenFetch } from '@/lib/providers/wires/http/token-fetch'
import { readJson } from '../read-json'
import { retryingFetch } from '../retrying-fetch'
import type { SourceConnection } from '../source-client'

const ROOT = 'https://www.googleapis.com/drive/v3'
const SCOPE = 'https://www.googleapis.com/auth/drive.readonly'
/** Quotas apply per minute; a small delay avoids bursts. */
const EVERY_MS = 50

const Failure = z.object({
  error: z.object({ errors: z.array(z.object({ reason: z.string().regex(/^[A-Za-z]{1,60}$/) })).optional() }),
})
const RATE_REASONS = ['rateLimitExceeded', 'userRateLimitExceeded', 'sharingRateLimitExceeded']

export interface DriveApi {
  /** Null for status 404. */
  json<T>(schema: z.ZodType<T>, path: string, query: Record<string, string>): Promise<T | null>
  bytes(path: string, query: Record<string, string>): Promise<Uint8Array<ArrayBuffer> | null>
}

export function driveApi(connection: SourceConnection<unknown>): DriveApi {
  const { fetch, signal, secret, onSecret, backoffMs } = connection
  const account = readServiceAccount(secret ?? '', onSecret)
  const withToken = tokenFetch(connection, {
    credential: ['google-drive', secret ?? ''],
    mint: () =>
      mintGoogleToken(fetch, account, SCOPE).catch((failure: unknown) => Promise.reject(tokenFailure(failure))),
  })
  const sendWithRetries = retryingFetch(withToken, {
    signal,
    everyMs: EVERY_MS,
    backoffMs,
    busy: { status: 403, matches: async (response) => RATE_REASONS.includes(await reasonOf(response)) },
  })
  const send = async (
    path: string,
    query: Record<string, string>,
    purpose: 'json' | 'file',
  ): Promise<Response | null> => {
    const url = new URL(`${ROOT}${path}`)
    url.search = new URLSearchParams({ ...query, supportsAllDrives: 'true' }).toString()
    // Downloads redirect to another host; the egress guard drops the token on the way.
    const response = await sendWithRetries(url, { purpose })
    if (response.ok) return response
    if (response.status === 404) {
      await response.body?.cancel()
      return null
    }
    throw toError(response.status, await reasonOf(response))
  }
  return {
    async json(schema, path, query) {
      const response = await send(path, query, 'json')
      return response && readJson(schema, response, 'Google Drive')
    },
    async bytes(path, query) {
      const response = await send(path, query, 'file')
      return response && new Uint8Array(await response.arrayBuffer())
    },
  }
}

async function reasonOf(response: Response): Promise<string> {
  const parsed = Failure.safeParse(await response.json().catch(() => null))
  return parsed.data?.error.errors?.[0]?.reason ?? ''
}

function toError(status: number, reason: string): AppError {
  const detail = reason || String(status)
  if (status === 401) return new AppError('CREDENTIAL_MISSING', problem('sources.googleAccountRejected', { detail }))
  if (reason === 'accessNotConfigured') return new AppError('FORBIDDEN', problem('sources.driveApiOff'))
  if (reason === 'exportSizeLimitExceeded') return new AppError('TOO_LARGE', problem('sources.googleExportTooLarge'))
  if (reason === 'cannotDownloadFile') return new AppError('FORBIDDEN', problem('sources.downloadForbidden'))
  if (status === 429 || RATE_REASONS.includes(reason))
    return new AppError('RATE_LIMITED', problem('sources.driveRateLimited'))
  if (status === 403) return new AppError('FORBIDDEN', problem('sources.driveForbidden', { detail }))
  if (status === 400 || status === 410)
    return new AppError('INVALID_INPUT', problem('sources.driveRequestInvalid', { detail }))
  return new AppError('EGRESS_FAILED', problem('sources.driveFailed', { detail }))
}

/** Token errors have messages about models, which do not fit here. */
function tokenFailure(failure: unknown): unknown {
  if (!AppError.isInstance(failure)) return failure
  const codes = { MODEL_UNAUTHORIZED: 'CREDENTIAL_MISSING', MODEL_RATE_LIMITED: 'RATE_LIMITED' } as const
  const code =
    failure.code === 'MODEL_UNAUTHORIZED' || failure.code === 'MODEL_RATE_LIMITED'
      ? codes[failure.code]
      : 'EGRESS_FAILED'
  return failure.code.startsWith('MODEL_') ? new AppError(code, failure, { cause: failure }) : failure
}
