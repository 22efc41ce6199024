import 'server-only'
import type { PublishedApp } from '@/lib/services/versions/published-app'

/** A run that waits for a person, over an API that has no word for it. */
export interface WaitingRun {
  /** Replaces the answer, or follows the part that was already streamed. */
  text: string
  /** The same for programs. */
  patchbay: { status: 'paused'; runId: string; statusUrl: string }
}

/** Says at once that a run waits, so that no client times out and starts it again. */
export function waitingRun(appUrl: string, { slug }: PublishedApp, runId: string): WaitingRun {
  const text = `This run is waiting for a person's approval and continues afterwards. Run: ${runId}`
  return { text, patchbay: { status: 'paused', runId, statusUrl: `${appUrl}/api/v1/apps/${slug}/runs/${runId}` } }
}

/** Between the streamed beginning of an answer and the note. */
export const PARAGRAPH = '\n\n'
