import type { CurvePoint } from '@/lib/contracts/training-figures'
import { type LabelledVectors, pickExamples, placesWhere } from './examples'
import { accuracyOf, fitForEpochs } from './fit'
import { stratifiedFolds } from './stratified-folds'

const PARTS = 20
/** Of the parts: 10, 25 and 50 percent. The whole is the model itself. */
const SIZES = [2, 5, 10] as const

export const CURVE_FITS = SIZES.length

/** Accuracy on the test examples by how many one trains on: whether more data would still help. */
export async function learningCurve(options: {
  training: LabelledVectors
  test: LabelledVectors
  weightDecay: number
  epochs: number
  seed: number
  onFit(): void
}): Promise<CurvePoint[]> {
  const { training, test, weightDecay, epochs, seed, onFit } = options
  const partOf = stratifiedFolds(training.labels, PARTS, seed)
  const points: CurvePoint[] = []
  for (const size of SIZES) {
    const some = pickExamples(
      training,
      placesWhere(training, (place) => (partOf[place] ?? 0) < size),
    )
    // Fewer examples make fewer steps an epoch.
    const longer = Math.round(epochs * Math.min(4, training.labels.length / Math.max(1, some.labels.length)))
    if (some.labels.length >= training.classes) {
      const model = await fitForEpochs(some, longer, { weightDecay, seed })
      points.push({ examples: some.labels.length, accuracy: accuracyOf(model, test) })
    }
    onFit()
  }
  return points
}
