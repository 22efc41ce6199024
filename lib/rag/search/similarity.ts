import 'server-only'
import { type SQL, sql } from 'drizzle-orm'

export function toVectorLiteral(vector: Float32Array): string {
  return `[${vector.join(',')}]`
}

/** Cosine of `c`, a row of chunks, to a vector; null where the chunk has none of this width. */
export function similarityTo(vector: Float32Array | null): SQL {
  if (!vector) return sql`null::float8`
  return sql`case when c.dims = ${sql.raw(String(vector.length))} then 1 - (c.embedding <=> ${toVectorLiteral(vector)}::vector) end`
}
