import 'server-only'
import { setTimeout as delay } from 'node:timers/promises'
import type { RequestId } from '@modelcontextprotocol/sdk/types.js'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { PublicApi } from '../public-api'
import type { ApiRequest } from '../public-handler'
import { claimOf } from './session'

/** A call may be cancelled before it has been stored. */
const MAX_POLLS = 5
const POLL_INTERVAL_MS = 200

/** Stops the run of an earlier call of the same session and key. */
export async function cancelCall(
  { backend }: PublicApi,
  { request }: ApiRequest,
  key: CallerKey,
  id: RequestId | undefined,
): Promise<void> {
  const claim = id === undefined ? null : claimOf(request, key, id)
  if (claim === null) return
  for (let attempt = 0; attempt < MAX_POLLS; attempt += 1) {
    const runId = await backend.claimedRun({ key, idempotencyKey: claim })
    const app = runId === null ? null : await backend.appOfRun({ key, runId })
    if (app && runId !== null) return backend.cancel({ app, runId })
    await delay(POLL_INTERVAL_MS)
  }
}
