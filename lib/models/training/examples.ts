/** Embedded, labeled examples. */
export interface LabeledVectors {
  vectors: readonly Float32Array[]
  /** Class index of each, from 0. */
  labels: readonly number[]
  classes: number
}

export function pickExamples(all: LabeledVectors, places: readonly number[]): LabeledVectors {
  return {
    vectors: places.flatMap((index) => all.vectors[index] ?? []),
    labels: places.map((index) => all.labels[index] ?? 0),
    classes: all.classes,
  }
}

export const placesWhere = (all: LabeledVectors, test: (index: number) => boolean): number[] =>
  [...all.labels.keys()].filter(test)
