import 'server-only'
import { setTimeout as delay } from 'node:timers/promises'
import type { VisitorApproval } from '@/lib/contracts/public'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'

interface WaitingRun {
  app: PublishedApp
  runId: string
  /** null: the program's own run, or one of its chats. */
  endUser: string | null
  requestId: string
}

/** A pause is told a moment before it is stored. */
const LOOK_MS = 100
const MOST_LOOKS = 10

/**
 * The question that a run has stopped at, where its user may answer it as on page and widget. null: it waits for a member
 * of the workspace or for a time, or goes on already.
 */
export async function visitorApproval(api: PublicApi, run: WaitingRun): Promise<VisitorApproval | null> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const status = (await api.backend.getRun(run))?.status
    if (status === 'paused') return (await api.backend.visitorApprovals(run))[0] ?? null
    if (status !== 'running') return null
    await delay(LOOK_MS)
  }
  return null
}
