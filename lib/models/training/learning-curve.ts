import type { CurvePoint } from '@/lib/contracts/training-metrics'
import { type LabeledVectors, pickExamples } from './examples'
import { accuracyOf, fitForEpochs } from './fit'
import { stratifiedPart } from './stratified-part'

/** The full data set is the model itself. */
const SHARES = [0.1, 0.25, 0.5] as const

export const CURVE_FITS = SHARES.length

/** Test accuracy by number of training examples, which shows whether more data would help. */
export async function learningCurve(options: {
  training: LabeledVectors
  test: LabeledVectors
  weightDecay: number
  epochs: number
  seed: number
  onFit(): void
}): Promise<CurvePoint[]> {
  const { training, test, weightDecay, epochs, seed, onFit } = options
  const points: CurvePoint[] = []
  for (const share of SHARES) {
    const sample = pickExamples(training, stratifiedPart(training.labels, share, seed))
    // Fewer examples make fewer steps per epoch.
    const longer = Math.round(epochs * Math.min(4, training.labels.length / Math.max(1, sample.labels.length)))
    const model = await fitForEpochs(sample, longer, { weightDecay, seed })
    points.push({ examples: sample.labels.length, accuracy: accuracyOf(model, test) })
    onFit()
  }
  return points
}
