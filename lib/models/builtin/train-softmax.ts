import { setImmediate } from 'node:timers/promises'
import { seededRandom, shuffle } from '@/lib/core/seeded-random'
import { Adam } from './adam'
import { predictSoftmax, type SoftmaxModel } from './softmax-model'

const BATCH_SIZE = 64
const MIN_STEPS = 400
const VALIDATION_SHARE = 0.05
/** With fewer examples per class, a validation set would take data that the model needs for training. */
const VALIDATE_FROM = 20

export interface TrainSoftmaxOptions {
  vectors: readonly Float32Array[]
  /** Class index of each vector, 0-based. */
  labels: readonly number[]
  classes: number
  maxEpochs?: number
  learningRate?: number
  weightDecay?: number
  /** Number of epochs without a better validation loss after which training stops. */
  patience?: number
  seed?: number
  /** Indexes of the validation examples; if empty, all are trained on. When absent, a few of each class. */
  validation?: readonly number[]
  /** Whether the learning rate decays to zero over `maxEpochs`, for a known number of epochs. */
  slowsDown?: boolean
  signal?: AbortSignal | undefined
  onEpoch?: (epoch: TrainingEpoch) => void
}

export interface TrainingEpoch {
  epoch: number
  loss: number
  /** Null when all examples are used for training. */
  validationLoss: number | null
}

/** Softmax regression over embeddings, with Adam and early stopping. Yields to the event loop after each batch. */
export async function trainSoftmax(options: TrainSoftmaxOptions): Promise<SoftmaxModel> {
  const { vectors, labels, classes, learningRate = 0.001, weightDecay = 0, patience = 6, seed = 7 } = options
  const random = seededRandom(seed)
  const dims = vectors[0]?.length ?? 0
  const model: SoftmaxModel = {
    dims,
    classes,
    weights: new Float32Array(classes * dims),
    biases: new Float32Array(classes),
  }
  const optimizers = {
    weights: new Adam(model.weights, learningRate, weightDecay),
    biases: new Adam(model.biases, learningRate, 0),
  }
  const { training, validation } = options.validation
    ? setApart(labels.length, options.validation)
    : split(labels, classes, random)
  const maxEpochs = options.maxEpochs ?? epochsFor(training.length)
  let best = { loss: Number.POSITIVE_INFINITY, weights: model.weights.slice(), biases: model.biases.slice() }
  let epochsWithoutProgress = 0
  for (let epoch = 1; epoch <= maxEpochs && epochsWithoutProgress < patience; epoch += 1) {
    options.signal?.throwIfAborted()
    shuffle(training, random)
    const slowing = (index: number) => (options.slowsDown ? 1 - (epoch - 1 + index) / maxEpochs : 1)
    const loss = await trainEpoch(model, optimizers, training, vectors, labels, slowing)
    const validationLoss = validation.length > 0 ? meanLoss(model, validation, vectors, labels) : null
    options.onEpoch?.({ epoch, loss, validationLoss })
    const measured = validationLoss ?? loss
    if (measured < best.loss - 1e-4) {
      best = { loss: measured, weights: model.weights.slice(), biases: model.biases.slice() }
      epochsWithoutProgress = 0
    } else epochsWithoutProgress += 1
  }
  return { dims, classes, weights: best.weights, biases: best.biases }
}

/** Small data sets make few steps per epoch, so they get more epochs. */
function epochsFor(examples: number): number {
  return Math.max(20, Math.ceil(MIN_STEPS / Math.max(1, Math.ceil(examples / BATCH_SIZE))))
}

async function trainEpoch(
  model: SoftmaxModel,
  optimizers: { weights: Adam; biases: Adam },
  training: readonly number[],
  vectors: readonly Float32Array[],
  labels: readonly number[],
  slowing: (index: number) => number,
): Promise<number> {
  const gradient = { weights: new Float32Array(model.weights.length), biases: new Float32Array(model.biases.length) }
  let loss = 0
  for (let start = 0; start < training.length; start += BATCH_SIZE) {
    const batch = training.slice(start, start + BATCH_SIZE)
    gradient.weights.fill(0)
    gradient.biases.fill(0)
    for (const example of batch)
      loss += addGradient(model, gradient, vectors[example], labels[example] ?? 0, 1 / batch.length)
    const share = slowing(start / training.length)
    optimizers.weights.step(gradient.weights, share)
    optimizers.biases.step(gradient.biases, share)
    await setImmediate()
  }
  return loss / training.length
}

/** @returns the loss of the example */
function addGradient(
  model: SoftmaxModel,
  gradient: { weights: Float32Array; biases: Float32Array },
  vector: Float32Array | undefined,
  label: number,
  share: number,
): number {
  if (!vector) return 0
  const probabilities = predictSoftmax(model, vector)
  const loss = -Math.log((probabilities[label] ?? 0) + 1e-12)
  const scale = Math.sqrt(model.dims)
  for (let index = 0; index < model.classes; index += 1) {
    const error = ((probabilities[index] ?? 0) - (index === label ? 1 : 0)) * share
    if (Math.abs(error) < 1e-7) continue
    gradient.biases[index] = (gradient.biases[index] ?? 0) + error
    const offset = index * model.dims
    for (let dim = 0; dim < model.dims; dim += 1) {
      gradient.weights[offset + dim] = (gradient.weights[offset + dim] ?? 0) + error * scale * (vector[dim] ?? 0)
    }
  }
  return loss
}

function meanLoss(
  model: SoftmaxModel,
  examples: readonly number[],
  vectors: readonly Float32Array[],
  labels: readonly number[],
): number {
  const losses = examples.map((example) => {
    const vector = vectors[example]
    return vector ? -Math.log((predictSoftmax(model, vector)[labels[example] ?? 0] ?? 0) + 1e-12) : 0
  })
  return losses.reduce((sum, loss) => sum + loss, 0) / Math.max(1, losses.length)
}

function setApart(
  examples: number,
  validation: readonly number[],
): { training: number[]; validation: readonly number[] } {
  const heldOut = new Set(validation)
  return {
    training: Array.from({ length: examples }, (_, index) => index).filter((index) => !heldOut.has(index)),
    validation,
  }
}

/** Takes the same share of examples from each class for validation. */
function split(
  labels: readonly number[],
  classes: number,
  random: () => number,
): { training: number[]; validation: number[] } {
  const byClass = new Map<number, number[]>()
  for (const [example, label] of labels.entries()) {
    const list = byClass.get(label)
    if (list) list.push(example)
    else byClass.set(label, [example])
  }
  if (labels.length < classes * VALIDATE_FROM) return { training: [...labels.keys()], validation: [] }
  const training: number[] = []
  const validation: number[] = []
  for (const list of byClass.values()) {
    shuffle(list, random)
    const count = Math.max(1, Math.round(list.length * VALIDATION_SHARE))
    validation.push(...list.slice(0, count))
    training.push(...list.slice(count))
  }
  return { training, validation }
}
