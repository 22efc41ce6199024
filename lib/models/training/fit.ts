import { predictSoftmax, type SoftmaxModel } from '../builtin/softmax-model'
import { type TrainingEpoch, trainSoftmax } from '../builtin/train-softmax'
import { type LabeledVectors, placesWhere } from './examples'

const PATIENCE = 4
const MIN_EPOCHS = 60
/** Small data sets make few steps per epoch, so they get more epochs. */
const MIN_STEPS = 2_000
const BATCH_SIZE = 64

export interface FitOptions {
  weightDecay: number
  seed: number
  onEpoch?: (epoch: TrainingEpoch) => void
}

/** Trains with early stopping on the validation examples. @returns the model and its best epoch */
export async function fitWithValidation(
  all: LabeledVectors,
  validation: readonly number[],
  options: FitOptions,
): Promise<{ model: SoftmaxModel; epochs: number }> {
  const steps = Math.ceil((all.labels.length - validation.length) / BATCH_SIZE)
  let best = { epoch: 1, loss: Number.POSITIVE_INFINITY }
  const model = await trainSoftmax({
    ...all,
    ...options,
    validation,
    patience: PATIENCE,
    maxEpochs: Math.max(MIN_EPOCHS, Math.ceil(MIN_STEPS / Math.max(1, steps))),
    onEpoch: (epoch) => {
      const loss = epoch.validationLoss ?? epoch.loss
      if (loss < best.loss) best = { epoch: epoch.epoch, loss }
      options.onEpoch?.(epoch)
    },
  })
  return { model, epochs: best.epoch }
}

/** Trains on all data for a known number of epochs with a decaying rate, which makes the result more stable. */
export function fitForEpochs(all: LabeledVectors, epochs: number, options: FitOptions): Promise<SoftmaxModel> {
  return trainSoftmax({ ...all, ...options, validation: [], slowsDown: true, patience: epochs, maxEpochs: epochs })
}

export interface Answer {
  label: number
  probability: number
}

export function answerOf(model: SoftmaxModel, vector: Float32Array): Answer {
  const probabilities = predictSoftmax(model, vector)
  let label = 0
  for (let index = 1; index < probabilities.length; index += 1)
    if ((probabilities[index] ?? 0) > (probabilities[label] ?? 0)) label = index
  return { label, probability: probabilities[label] ?? 0 }
}

export function answersOf(model: SoftmaxModel, all: LabeledVectors): Answer[] {
  return all.vectors.map((vector) => answerOf(model, vector))
}

/** Share of examples that a model classifies correctly. */
export function accuracyOf(model: SoftmaxModel, all: LabeledVectors): number {
  const answers = answersOf(model, all)
  return (
    placesWhere(all, (index) => answers[index]?.label === all.labels[index]).length / Math.max(1, all.labels.length)
  )
}
