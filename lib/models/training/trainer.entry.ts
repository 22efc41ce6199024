import 'server-only'
import { parentPort, workerData } from 'node:worker_threads'
import { trainClassifier } from './train-classifier'
import { TrainerInput, type TrainerMessage } from './trainer-protocol'

/** Worker thread of one training; it ends with its result. */
try {
  const { dims, names, vectors, labels, test, options } = TrainerInput.parse(workerData)
  const rows = labels.map((_, index) => vectors.subarray(index * dims, (index + 1) * dims))
  const { model, report } = await trainClassifier({
    all: { vectors: rows, labels, classes: names.length },
    names,
    test,
    options,
    onProgress: (progress) => send({ type: 'progress', progress }),
  })
  send({ type: 'done', weights: model.weights, biases: model.biases, report })
} catch (error) {
  send({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
}

function send(message: TrainerMessage): void {
  parentPort?.postMessage(message)
}
