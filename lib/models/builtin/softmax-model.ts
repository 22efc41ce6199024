/** Trained softmax classifier over embeddings, as plain data. */
export interface SoftmaxModel {
  dims: number
  classes: number
  /** [classes, dims], row-major. */
  weights: Float32Array
  biases: Float32Array
}

export function predictSoftmax({ dims, classes, weights, biases }: SoftmaxModel, vector: Float32Array): Float32Array {
  const scores = new Float32Array(classes)
  // Unit vectors have components of about 1/sqrt(dims); scaling them up makes Adam's usual rate
  // fit.
  const scale = Math.sqrt(dims)
  for (let index = 0; index < classes; index += 1) {
    const offset = index * dims
    let sum = 0
    for (let dim = 0; dim < dims; dim += 1) sum += (weights[offset + dim] ?? 0) * (vector[dim] ?? 0)
    scores[index] = sum * scale + (biases[index] ?? 0)
  }
  return softmax(scores)
}

/** Modifies the array in place. */
export function softmax(scores: Float32Array): Float32Array {
  const highest = scores.reduce((high, score) => Math.max(high, score), Number.NEGATIVE_INFINITY)
  let total = 0
  for (let index = 0; index < scores.length; index += 1) {
    const value = Math.exp((scores[index] ?? 0) - highest)
    scores[index] = value
    total += value
  }
  for (let index = 0; index < scores.length; index += 1) scores[index] = (scores[index] ?? 0) / total
  return scores
}
