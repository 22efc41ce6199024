import 'server-only'
import type { PublishedApp } from '@/lib/runs/public-backend-types'
import { type AnswerPart, deltasOf } from './openai-deltas'
import type { PublicFaces } from './public-faces'

export interface AnsweringRun {
  app: PublishedApp
  runId: string
  /** Gives the run's place back; more than once does no harm. */
  release: () => void
}

/** The parts of a run's answer for a reader that cannot come back: its place is free when it leaves or the run waits. */
export async function* answerParts(
  faces: PublicFaces,
  { app, runId, release }: AnsweringRun,
  { requestId, signal }: { requestId: string; signal: AbortSignal },
): AsyncGenerator<AnswerPart> {
  signal.addEventListener('abort', release)
  try {
    for await (const part of deltasOf(faces.backend.events({ app, runId, afterSeq: 0, requestId, signal }))) {
      if (part.kind === 'paused') release()
      yield part
    }
  } finally {
    release()
  }
}
