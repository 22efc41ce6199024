import 'server-only'
import type { TrainingPoint } from '@/lib/contracts/training-jobs'
import type { JsonObject } from '@/lib/core/json'
import type { Database } from '@/lib/db/database'
import type { Problem } from '@/lib/messages/problems/types'
import { changeJob, stageColumns } from './job-progress'
import type { TrainingJobData } from './training-jobs'

const EVERY_MS = 500

interface Progress {
  stage: Problem
  /** Percentage. */
  progress: number
  point?: Pick<TrainingPoint, 'step' | 'trainLoss'>
}

interface ProgressWriter {
  (progress: Progress): void
  flush(): Promise<void>
}

/** Writes the progress of a training, at most twice a second, one statement at a time. */
export function progressWriter(db: Database, data: TrainingJobData): ProgressWriter {
  const curve: JsonObject[] = []
  let latest: Progress | null = null
  let writing: Promise<void> = Promise.resolve()
  let lastMs = Number.NEGATIVE_INFINITY
  const store = () => {
    const now = latest
    latest = null
    if (!now) return
    lastMs = performance.now()
    const changes = {
      ...stageColumns(now.stage),
      progress: Math.round(now.progress),
      ...(curve.length > 0 ? { curve } : {}),
    }
    // A failed write is covered by the next one.
    writing = writing
      .then(() => changeJob(db, data, changes))
      .then(
        () => {},
        () => {},
      )
  }
  const write = (progress: Progress) => {
    latest = progress
    if (progress.point)
      curve.push({ ...progress.point, validationLoss: null, trainAccuracy: null, validationAccuracy: null })
    if (performance.now() - lastMs >= EVERY_MS) store()
  }
  return Object.assign(write, {
    flush: () => {
      store()
      return writing
    },
  })
}
