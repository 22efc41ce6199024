/** Stores a vector as 32-bit floats, little-endian like every platform that we run on. */
export const toBytes = (vector: Float32Array): Uint8Array =>
  new Uint8Array(vector.buffer.slice(vector.byteOffset, vector.byteOffset + vector.byteLength))

export function fromBytes(bytes: Uint8Array): Float32Array {
  // A buffer of PostgreSQL's client is part of a larger one, and its `slice` copies nothing.
  const copy = Uint8Array.from(bytes)
  return new Float32Array(copy.buffer)
}

/** Cosine of two unit vectors; 0 for vectors of different models. */
export function similarity(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return 0
  let sum = 0
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0)
  return sum
}
