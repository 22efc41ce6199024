import 'server-only'
import { setTimeout as delay } from 'node:timers/promises'
import type { VisitorApproval } from '@/lib/contracts/public'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'

interface WaitingRun {
  app: PublishedApp
  runId: string
  /** Null for runs and chats that the API client starts for itself. */
  endUser: string | null
  requestId: string
}

/** A pause is emitted shortly before it is stored. */
const POLL_INTERVAL_MS = 100
const MAX_POLLS = 10

/**
 * The open question of a run, if its user may answer it on the page or in the widget.
 * @returns null if the run waits for a member or a time, or is running again
 */
export async function visitorApproval(api: PublicApi, run: WaitingRun): Promise<VisitorApproval | null> {
  for (let polls = 0; polls < MAX_POLLS; polls += 1) {
    const status = (await api.backend.getRun(run))?.status
    if (status === 'paused') return (await api.backend.visitorApprovals(run))[0] ?? null
    if (status !== 'running') return null
    await delay(POLL_INTERVAL_MS)
  }
  return null
}
