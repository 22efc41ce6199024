import 'server-only'
import { mapped } from '@/lib/core/iterables/mapped-items'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../../public-api'
import { type AnswerPart, deltasOf } from './answer-deltas'

export interface AnsweringRun {
  app: PublishedApp
  runId: string
  /** Skips events up to here. */
  afterSeq?: number
  /** Releases the run's slot; idempotent. */
  release: () => void
}

/**
 * The parts of a run's answer, for APIs whose stream reports a pause. Releases the run's slot when
 * the run pauses.
 */
export function answerParts(
  api: PublicApi,
  { app, runId, afterSeq = 0, release }: AnsweringRun,
  { requestId, signal }: { requestId: string; signal: AbortSignal },
): AsyncIterable<readonly AnswerPart[]> {
  const parts = deltasOf(api.backend.eventBatches({ app, runId, afterSeq, holdsStaleText: true, requestId, signal }))
  return mapped(parts, (together) => {
    if (together.some(({ kind }) => kind === 'paused')) release()
    return together
  })
}
