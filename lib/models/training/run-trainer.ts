import 'server-only'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { distFile } from '@/lib/platform/paths'
import type { TrainedClassifier } from './train-classifier'
import { type TrainerInput, TrainerMessage } from './trainer-protocol'
import type { TrainingProgress } from './training-report'

const MAX_HEAP_MB = 1_024

export interface RunTrainerOptions {
  onProgress(progress: TrainingProgress): void
  signal: AbortSignal
  /** Tests only: the bundled trainer.entry.ts. */
  entry?: URL
}

/** Trains in a worker thread, which ends with the training or when the signal aborts. */
export async function runTrainer(input: TrainerInput, options: RunTrainerOptions): Promise<TrainedClassifier> {
  const { signal, onProgress, entry = pathToFileURL(distFile('training-trainer.mjs')) } = options
  signal.throwIfAborted()
  const worker = new Worker(entry, {
    workerData: input,
    // Transferred instead of copied, since the caller no longer needs them.
    transferList: [input.vectors.buffer].filter((buffer) => buffer instanceof ArrayBuffer),
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  })
  try {
    const answer = await answerOf(worker, signal, onProgress)
    const { weights, biases, report } = answer
    return { model: { dims: input.dims, classes: input.names.length, weights, biases }, report }
  } finally {
    await worker.terminate()
  }
}

type Done = Extract<TrainerMessage, { type: 'done' }>

function answerOf(worker: Worker, signal: AbortSignal, onProgress: RunTrainerOptions['onProgress']): Promise<Done> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    worker.on('message', (raw: unknown) => {
      const message = TrainerMessage.parse(raw)
      if (message.type === 'progress') onProgress(message.progress)
      else if (message.type === 'done') resolve(message)
      else reject(failed(message.message))
    })
    worker.on('error', (cause) => reject(failed(cause instanceof Error ? cause.message : String(cause), cause)))
    worker.on('exit', (code) => reject(failed(`its thread ended with code ${code}`)))
  })
}

function failed(reason: string, cause?: unknown): AppError {
  return new AppError('MODEL_FAILED', problem('training.failed', { reason }), { cause })
}
