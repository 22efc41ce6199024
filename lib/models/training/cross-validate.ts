import type { LabeledVectors } from './examples'
import { placesWhere } from './examples'
import { type Answer, answerOf, fitWithValidation } from './fit'

export interface CrossValidation {
  weightDecay: number
  accuracy: number
  /** Mean of the best epochs of all folds. */
  epochs: number
  /** Answers for each example, by the model that had not seen it. */
  answers: Answer[]
}

/** Trains each fold's model on the other folds, with early stopping on the fold. */
export async function crossValidate(options: {
  all: LabeledVectors
  foldOf: readonly number[]
  folds: number
  weightDecay: number
  seed: number
  onFold(): void
}): Promise<CrossValidation> {
  const { all, foldOf, folds, weightDecay, seed, onFold } = options
  const answers = new Array<Answer>(all.labels.length).fill({ label: -1, probability: 0 })
  let epochs = 0
  for (let fold = 0; fold < folds; fold += 1) {
    const heldOut = placesWhere(all, (index) => foldOf[index] === fold)
    const fitted = await fitWithValidation(all, heldOut, { weightDecay, seed: seed + fold })
    epochs += fitted.epochs
    for (const index of heldOut) {
      const vector = all.vectors[index]
      if (vector) answers[index] = answerOf(fitted.model, vector)
    }
    onFold()
  }
  const rightCount = answers.filter(({ label }, index) => label === all.labels[index]).length
  return {
    weightDecay,
    accuracy: rightCount / Math.max(1, answers.length),
    epochs: Math.round(epochs / folds),
    answers,
  }
}
