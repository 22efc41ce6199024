/** Rows of `dims` numbers, one per token, as returned by an encoder. */
export interface TokenVectors {
  data: Float32Array
  dims: number
}

/** A contiguous range of rows. */
export interface TokenRange {
  start: number
  count: number
}

/** Mean of a range of token vectors, normalized to unit length. */
export function poolTokens({ data, dims }: TokenVectors, { start, count }: TokenRange): Float32Array {
  const vector = new Float32Array(dims)
  for (let token = start; token < start + count; token += 1) {
    const offset = token * dims
    for (let dim = 0; dim < dims; dim += 1) vector[dim] = (vector[dim] ?? 0) + (data[offset + dim] ?? 0)
  }
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1
  return vector.map((value) => value / length)
}
