/** Size of a page's sign bits, as a share of its bytes. */
export const SIGNS_SHARE = 0.25

/** Sign bits cached per page of vectors. */
const cache = new WeakMap<Uint8Array, Int32Array>()

const wordsOf = (dims: number) => (dims + 31) >> 5

/** Sign bits of a vector, 32 dimensions per word. */
export function signsOfVector(vector: Float32Array): Int32Array {
  const signs = new Int32Array(wordsOf(vector.length))
  for (const [dim, value] of vector.entries())
    if (value < 0) signs[dim >> 5] = (signs[dim >> 5] ?? 0) | (1 << (dim & 31))
  return signs
}

/** Like `signsOfVector`, for concatenated four-bit codes (`encodeVectors`). @param size bytes per code */
export function signsOfPage(page: Uint8Array, codes: Uint8Array, size: number, count: number): Int32Array {
  const cached = cache.get(page)
  if (cached) return cached
  const words = wordsOf(2 * size)
  const signs = new Int32Array(count * words)
  for (let index = 0; index < count; index += 1) {
    for (let position = 0; position < size; position += 1) {
      const byte = codes[index * size + position] ?? 0
      // The lower half of a code's sixteen levels is negative.
      const pair = (byte & 128 ? 0 : 1) | (byte & 8 ? 0 : 2)
      const word = index * words + (position >> 4)
      signs[word] = (signs[word] ?? 0) | (pair << (2 * (position & 15)))
    }
  }
  cache.set(page, signs)
  return signs
}

/** Hamming distances between each row and the query. */
export function signDistances(rows: Int32Array, query: Int32Array): Uint16Array {
  const words = query.length
  const distances = new Uint16Array(words === 0 ? 0 : rows.length / words)
  for (let index = 0, row = 0; index < distances.length; index += 1, row += words) {
    let distance = 0
    for (let word = 0; word < words; word += 1) {
      let bits = (rows[row + word] ?? 0) ^ (query[word] ?? 0)
      bits -= (bits >>> 1) & 0x55555555
      bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
      distance += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
    }
    distances[index] = distance
  }
  return distances
}
