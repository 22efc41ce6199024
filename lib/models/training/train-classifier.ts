import 'server-only'
import type { ThresholdChoice, TrainingReport } from '@/lib/contracts/training-metrics'
import type { SoftmaxModel } from '../builtin/softmax-model'
import { answerOutOfClass, MIN_CLASSES_FOR_OUT_OF_CLASS } from './answer-out-of-class'
import { chooseThreshold, pointAt, type UnseenAnswer } from './choose-threshold'
import { classificationMetrics } from './classification-metrics'
import { type CrossValidation, crossValidate } from './cross-validate'
import { type LabeledVectors, pickExamples, placesWhere } from './examples'
import { accuracyOf, answersOf, fitForEpochs } from './fit'
import { labelMetrics } from './label-metrics'
import { CURVE_FITS, learningCurve } from './learning-curve'
import { stratifiedFolds } from './stratified-folds'
import { stratifiedPart } from './stratified-part'
import type { ClassifierOptions, TrainingProgress, TrainingStep } from './training-report'

/** Selecting hyperparameters on more examples would take long and change little. */
const MAX_CHOOSING = 12_000
/** With fewer examples in the smallest class, a test split would leave too little to train on and to measure. */
const MIN_FOR_TEST = 10
const TEST_SHARE = 0.2

export interface TrainClassifierRequest {
  all: LabeledVectors
  names: readonly string[]
  /** Test examples defined by the data set. If empty, a fifth is held out where there are enough. */
  test: readonly number[]
  options: ClassifierOptions
  onProgress(progress: TrainingProgress): void
}

export interface TrainedClassifier {
  model: SoftmaxModel
  report: TrainingReport
}

/**
 * Selects regularization, epochs and threshold on held-out examples, trains on everything but the
 * test set, and measures.
 */
export async function trainClassifier(request: TrainClassifierRequest): Promise<TrainedClassifier> {
  const { all, names, options, onProgress } = request
  const { seed, folds } = options
  const startedMs = performance.now()
  const heldOut = new Set(request.test.length > 0 ? request.test : setApart(all, seed))
  const training = pickExamples(
    all,
    placesWhere(all, (index) => !heldOut.has(index)),
  )
  const test = pickExamples(all, [...heldOut])
  const hasCurve = options.learningCurve && test.labels.length > 0
  const progress = progressOf(options, all.classes, hasCurve, onProgress)
  const choosing = sampleForSelection(training, seed)
  const foldOf = stratifiedFolds(choosing.labels, folds, seed)
  const tried: CrossValidation[] = []
  for (const weightDecay of options.weightDecays) {
    const onFold = () => progress.tick('choose')
    tried.push(await crossValidate({ all: choosing, foldOf, folds, weightDecay, seed, onFold }))
  }
  const best = bestOf(tried)
  const threshold = await thresholdFor({ choosing, foldOf, best, options, onFold: () => progress.tick('threshold') })
  const fitStartedMs = performance.now()
  // Keeps the number of steps of the folds: more examples make more steps per epoch.
  const share = (choosing.labels.length * (folds - 1)) / (training.labels.length * folds)
  const epochs = Math.max(1, Math.round(best.epochs * share))
  const model = await fitForEpochs(training, epochs, {
    weightDecay: best.weightDecay,
    seed,
    onEpoch: ({ epoch, loss }) => progress.epoch({ epoch, loss }, epochs),
  })
  const fitMs = performance.now() - fitStartedMs
  progress.tick('fit')
  const points = hasCurve
    ? await learningCurve({
        training,
        test,
        epochs,
        weightDecay: best.weightDecay,
        seed,
        onFit: () => progress.tick('curve'),
      })
    : []
  const measured = test.labels.length > 0 ? test : choosing
  const answers = test.labels.length > 0 ? answersOf(model, test) : best.answers
  return {
    model,
    report: {
      weightDecay: best.weightDecay,
      epochs,
      folds,
      trainedOn: training.labels.length,
      tried: tried.map(({ weightDecay, accuracy }) => ({ weightDecay, accuracy })),
      threshold,
      measuredOn: test.labels.length > 0 ? 'test' : 'folds',
      metrics: classificationMetrics(
        names,
        measured.labels,
        answers.map(({ label }) => label),
      ),
      labels: labelMetrics(measured.labels, answers, threshold.threshold),
      learningCurve: hasCurve
        ? [...points, { examples: training.labels.length, accuracy: accuracyOf(model, test) }]
        : [],
      fitMs,
      totalMs: performance.now() - startedMs,
    },
  }
}

function setApart(all: LabeledVectors, seed: number): number[] {
  const counts = Array.from({ length: all.classes }, (_, label) => all.labels.filter((other) => other === label).length)
  if (Math.min(...counts) < MIN_FOR_TEST) return []
  return stratifiedPart(all.labels, TEST_SHARE, seed + 1)
}

function sampleForSelection(training: LabeledVectors, seed: number): LabeledVectors {
  const share = MAX_CHOOSING / training.labels.length
  return share >= 1 ? training : pickExamples(training, stratifiedPart(training.labels, share, seed))
}

/** The most accurate; ties go to the strongest regularization, which generalizes better. */
function bestOf(tried: readonly CrossValidation[]): CrossValidation {
  const [best] = tried.toSorted((a, b) => b.accuracy - a.accuracy || b.weightDecay - a.weightDecay)
  if (!best) throw new RangeError('No candidates to choose from.')
  return best
}

async function thresholdFor(input: {
  choosing: LabeledVectors
  foldOf: readonly number[]
  best: CrossValidation
  options: ClassifierOptions
  onFold(): void
}): Promise<ThresholdChoice> {
  const { choosing, foldOf, best, options, onFold } = input
  const answers: UnseenAnswer[] =
    choosing.classes >= MIN_CLASSES_FOR_OUT_OF_CLASS
      ? await answerOutOfClass({ all: choosing, foldOf, ...best, folds: options.folds, seed: options.seed, onFold })
      : best.answers.map(({ label, probability }, index) => ({
          probability,
          kind: label === choosing.labels[index] ? 'right' : 'wrong',
        }))
  const choice = chooseThreshold(answers)
  if (options.threshold === null) return choice
  const atThreshold = pointAt(answers, options.threshold)
  return { threshold: options.threshold, by: 'given', points: [...choice.points, atThreshold].sort(byThreshold) }
}

const byThreshold = (a: { threshold: number }, b: { threshold: number }) => a.threshold - b.threshold

/** Each training counts as one unit, whatever its size. */
function progressOf(
  options: ClassifierOptions,
  classes: number,
  hasCurve: boolean,
  report: (p: TrainingProgress) => void,
) {
  const strangers = classes >= MIN_CLASSES_FOR_OUT_OF_CLASS ? options.folds : 0
  const total = options.weightDecays.length * options.folds + strangers + 1 + (hasCurve ? CURVE_FITS : 0)
  let ended = 0
  return {
    tick(step: TrainingStep) {
      ended += 1
      report({ step, done: ended / total, epoch: null })
    },
    epoch(epoch: { epoch: number; loss: number }, epochs: number) {
      report({ step: 'fit', done: (ended + epoch.epoch / epochs) / total, epoch })
    },
  }
}
