import 'server-only'
import { setTimeout as delay } from 'node:timers/promises'
import type { VisitorApproval } from '@/lib/contracts/public'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'

interface WaitingRun {
  app: PublishedApp
  runId: string
  /** null: the client's own run, or one of its chats. */
  endUser: string | null
  requestId: string
}

/** A pause is emitted shortly before it is stored. */
const POLL_INTERVAL_MS = 100
const MAX_LOOKS = 10

/**
 * The open question of a run, if its user may answer as on page and widget. null: it waits for a
 * member or for a time, or is running again.
 */
export async function visitorApproval(api: PublicApi, run: WaitingRun): Promise<VisitorApproval | null> {
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    const status = (await api.backend.getRun(run))?.status
    if (status === 'paused') return (await api.backend.visitorApprovals(run))[0] ?? null
    if (status !== 'running') return null
    await delay(POLL_INTERVAL_MS)
  }
  return null
}
