/** Token sketches of a passage: one bit per dimension for each sentence mean and each informative token. */
export interface PassageSketches {
  /** Rows of dims / 8 bytes, one per sentence, in order. */
  sentences: Uint8Array
  /** Rows of the same size, one per token. */
  tokens: Uint8Array
}

const MAX_SENTENCES = 255

/**
 * Format: one byte with the number of sentences, their rows, then the rows of the tokens.
 * @param vectors the number of dimensions must be a multiple of eight
 */
export function packSketches(
  sentences: readonly Float32Array[],
  tokens: readonly Float32Array[],
): Uint8Array<ArrayBuffer> {
  const keptSentences = sentences.slice(0, MAX_SENTENCES)
  const rows = [...keptSentences, ...tokens]
  const width = (rows[0]?.length ?? 0) / 8
  const packed = new Uint8Array(1 + rows.length * width)
  packed[0] = keptSentences.length
  for (const [row, vector] of rows.entries()) {
    for (const [dim, value] of vector.entries()) {
      const byteIndex = 1 + row * width + (dim >> 3)
      if (value > 0) packed[byteIndex] = (packed[byteIndex] ?? 0) | (1 << (dim & 7))
    }
  }
  return packed
}

export function unpackSketches(packed: Uint8Array, dims: number): PassageSketches {
  const end = 1 + (packed[0] ?? 0) * (dims / 8)
  return { sentences: packed.subarray(1, end), tokens: packed.subarray(end) }
}
