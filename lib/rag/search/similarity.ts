import 'server-only'
import { type SQL, sql } from 'drizzle-orm'

/** One search names its vector in several statements, and nobody changes a vector once it is there. */
const literals = new WeakMap<Float32Array, string>()

export function toVectorLiteral(vector: Float32Array): string {
  const known = literals.get(vector)
  if (known !== undefined) return known
  const literal = `[${vector.join(',')}]`
  literals.set(vector, literal)
  return literal
}

/** Cosine of `c`, a row of chunks, to a vector; null where the chunk has none of this width. */
export function similarityTo(vector: Float32Array | null): SQL {
  if (!vector) return sql`null::float8`
  return sql`case when c.dims = ${sql.raw(String(vector.length))} then 1 - (c.embedding <=> ${toVectorLiteral(vector)}::vector) end`
}
