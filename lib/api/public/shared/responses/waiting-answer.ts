import 'server-only'
import type { PublishedApp } from '@/lib/services/versions/published-app'

/** A run that waits for a person, in an API without such a state. */
export interface WaitingRun {
  /** Replaces the answer, or follows the streamed part. */
  text: string
  /** The same in machine-readable form. */
  patchbay: { status: 'paused'; runId: string; statusUrl: string }
}

/** Reports a waiting run at once, so that no client times out and restarts it. */
export function waitingRun(appUrl: string, { slug }: PublishedApp, runId: string): WaitingRun {
  const text = `This run is waiting for a person's approval and continues afterwards. Run: ${runId}`
  return { text, patchbay: { status: 'paused', runId, statusUrl: `${appUrl}/api/v1/apps/${slug}/runs/${runId}` } }
}

/** Separates the streamed part of an answer from the note. */
export const PARAGRAPH = '\n\n'
