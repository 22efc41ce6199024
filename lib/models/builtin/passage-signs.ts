/** What is kept of how a model read a passage: of each sentence's mean and of each telling token one bit a dimension. */
export interface PassageSigns {
  /** Rows of dims / 8 bytes, one a sentence, in their order. */
  sentences: Uint8Array
  /** As many bytes a row, one a token. */
  tokens: Uint8Array
}

const MOST_SENTENCES = 255

/** One byte for the number of sentences, their rows, and those of the tokens. @param vectors of a multiple of eight numbers */
export function packSigns(
  sentences: readonly Float32Array[],
  tokens: readonly Float32Array[],
): Uint8Array<ArrayBuffer> {
  const kept = sentences.slice(0, MOST_SENTENCES)
  const rows = [...kept, ...tokens]
  const width = (rows[0]?.length ?? 0) / 8
  const packed = new Uint8Array(1 + rows.length * width)
  packed[0] = kept.length
  for (const [row, vector] of rows.entries()) {
    for (const [dim, value] of vector.entries()) {
      const at = 1 + row * width + (dim >> 3)
      if (value > 0) packed[at] = (packed[at] ?? 0) | (1 << (dim & 7))
    }
  }
  return packed
}

export function unpackSigns(packed: Uint8Array, dims: number): PassageSigns {
  const end = 1 + (packed[0] ?? 0) * (dims / 8)
  return { sentences: packed.subarray(1, end), tokens: packed.subarray(end) }
}
