/**
 * The vector in pgvector's format, with every digit. Not with `join`: V8 caches the text of each number in the old
 * generation, 15 kB for 384 of them, and takes twice as long.
 */
export function toVectorLiteral(vector: ArrayLike<number>): string {
  return JSON.stringify(Array.from(vector))
}
