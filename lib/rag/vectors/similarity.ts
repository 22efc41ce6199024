import 'server-only'
import { type SQL, sql } from 'drizzle-orm'

/** Of the largest number of a question's vector: 1e7. */
const DIGITS = 7
const EXPONENT = Buffer.from(`e-${DIGITS},`)
/** Of one number: a sign, up to eight figures, and the exponent. */
const LONGEST = 9 + EXPONENT.length
const [OPEN, CLOSE, MINUS, ZERO] = [91, 93, 45, 48]

/**
 * Half as many digits, to be compared: a cosine does not depend on the length of a vector, so the largest number becomes
 * 1, and what is cut off of the others is far below what a `halfvec` keeps. Written figure by figure: as many texts,
 * joined, would take five times as long.
 */
function toAskedLiteral(vector: Float32Array): string {
  let largest = 0
  for (const value of vector) largest = Math.max(largest, Math.abs(value))
  const scale = 10 ** DIGITS / (largest || 1)
  const bytes = Buffer.allocUnsafe(1 + vector.length * LONGEST)
  bytes[0] = OPEN
  let end = 1
  for (const value of vector) {
    let rest = Math.round(value * scale) || 0
    if (rest < 0) {
      bytes[end++] = MINUS
      rest = -rest
    }
    let figures = 1
    for (let limit = 10; rest >= limit; limit *= 10) figures += 1
    for (let at = end + figures - 1; at >= end; at -= 1) {
      const tenth = Math.floor(rest / 10)
      bytes[at] = ZERO + rest - 10 * tenth
      rest = tenth
    }
    end += figures + EXPONENT.copy(bytes, end + figures)
  }
  // In the place of the last comma.
  bytes[end - 1] = CLOSE
  return bytes.toString('latin1', 0, end)
}

/** A search asks by the same vector several times, and few searches at once. */
const MOST_WRITTEN = 8
const written: { vector: Float32Array; literal: string }[] = []

/** The value of `askedVector`'s placeholder. */
export function askedLiteral(vector: Float32Array): string {
  const known = written.find((it) => it.vector === vector)
  if (known) return known.literal
  const literal = toAskedLiteral(vector)
  written.unshift({ vector, literal })
  if (written.length > MOST_WRITTEN) written.pop()
  return literal
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
