import 'server-only'
import { type SQL, sql } from 'drizzle-orm'

/** Of the largest number of a question's vector: 1e7. */
const DIGITS = 7

/**
 * Half as many digits, to be compared: a cosine does not depend on the length of a vector, so the largest number becomes
 * 1, and what is cut off of the others is far below what a `halfvec` keeps. Written as whole numbers with an exponent,
 * which takes a fifth of the time of writing fractions.
 */
function toAskedLiteral(vector: Float32Array): string {
  let largest = 0
  for (const value of vector) largest = Math.max(largest, Math.abs(value))
  const scale = 10 ** DIGITS / (largest || 1)
  const whole = new Int32Array(vector.length)
  for (let dim = 0; dim < whole.length; dim += 1) whole[dim] = Math.round((vector[dim] ?? 0) * scale)
  return `[${whole.join(`e-${DIGITS},`)}e-${DIGITS}]`
}

/** A search asks by the same vector several times. */
const written = new WeakMap<Float32Array, string>()

/** The value of `askedVector`'s placeholder. */
export function askedLiteral(vector: Float32Array): string {
  const known = written.get(vector) ?? toAskedLiteral(vector)
  written.set(vector, known)
  return known
}

/** A name for the question's vector in a statement that begins with it, so that it is sent and read once. */
export function askedVector(vector: Float32Array): SQL {
  return askedAs(sql`${askedLiteral(vector)}`)
}

/** As above, for statements that are built once: the vector is the placeholder `vector`. */
export const askedLater = (): SQL => askedAs(sql`${sql.placeholder('vector')}`)

const askedAs = (literal: SQL): SQL => sql`asked(vector) as materialized (select ${literal}::vector)`

/** Within a statement that begins with `askedVector`. */
export const ASKED = sql`(select vector from asked)`

/** Cosine of `c`, a row of chunks, to the asked vector; null where the chunk has none of this width. @param dims null: there is no vector */
export function similarityTo(dims: number | null): SQL {
  if (dims === null) return sql`null::float8`
  return sql`case when c.dims = ${sql.raw(String(dims))} then 1 - (c.embedding <=> ${ASKED}) end`
}
