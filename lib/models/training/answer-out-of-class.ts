import type { UnseenAnswer } from './choose-threshold'
import { type LabeledVectors, pickExamples, placesWhere } from './examples'
import { answerOf, fitForEpochs } from './fit'

/** Fewer would leave too few classes to choose from. */
export const MIN_CLASSES_FOR_OUT_OF_CLASS = 4

/**
 * Answers for texts outside of all classes. Each fold uses a model that has not seen its examples and, for
 * every `folds`-th class, has not seen the class at all. This measures rejection with existing data.
 */
export async function answerOutOfClass(options: {
  all: LabeledVectors
  foldOf: readonly number[]
  folds: number
  weightDecay: number
  epochs: number
  seed: number
  onFold(): void
}): Promise<UnseenAnswer[]> {
  const { all, foldOf, folds, weightDecay, epochs, seed, onFold } = options
  const answers: UnseenAnswer[] = []
  for (let fold = 0; fold < folds; fold += 1) {
    const trainedLabels = Array.from({ length: all.classes }, (_, label) => label).filter(
      (label) => label % folds !== fold,
    )
    const places = placesWhere(
      all,
      (index) => foldOf[index] !== fold && trainedLabels.includes(all.labels[index] ?? -1),
    )
    const sample = pickExamples(all, places)
    const renumbered = {
      ...sample,
      labels: sample.labels.map((label) => trainedLabels.indexOf(label)),
      classes: trainedLabels.length,
    }
    const model = await fitForEpochs(renumbered, epochs, { weightDecay, seed: seed + fold })
    for (const index of placesWhere(all, (position) => foldOf[position] === fold)) {
      const vector = all.vectors[index]
      const truth = all.labels[index] ?? -1
      if (!vector) continue
      const { label, probability } = answerOf(model, vector)
      const kind = trainedLabels.includes(truth) ? (trainedLabels[label] === truth ? 'right' : 'wrong') : 'stranger'
      answers.push({ probability, kind })
    }
    onFold()
  }
  return answers
}
