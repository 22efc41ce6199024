import 'server-only'
import { type SQL, sql } from 'drizzle-orm'

/** Digits relative to the largest component of a question's vector: 1e7. */
const DIGITS = 7
const EXPONENT = Buffer.from(`e-${DIGITS},`)
/** Maximum length of a number: a sign, up to eight digits, and the exponent. */
const MAX_NUMBER_LENGTH = 9 + EXPONENT.length
const [OPEN, CLOSE, MINUS, ZERO] = [91, 93, 45, 48]

/**
 * Writes half of the digits: cosine ignores the length, so the largest component becomes 1, and
 * the truncated digits of the others are below the precision of `halfvec`. Written digit by digit;
 * joining strings would take five times as long.
 */
function buildQueryLiteral(vector: Float32Array): string {
  let largest = 0
  for (const value of vector) largest = Math.max(largest, Math.abs(value))
  const scale = 10 ** DIGITS / (largest || 1)
  const bytes = Buffer.allocUnsafe(1 + vector.length * MAX_NUMBER_LENGTH)
  bytes[0] = OPEN
  let end = 1
  for (const value of vector) {
    let rest = Math.round(value * scale) || 0
    if (rest < 0) {
      bytes[end++] = MINUS
      rest = -rest
    }
    let digits = 1
    for (let limit = 10; rest >= limit; limit *= 10) digits += 1
    for (let at = end + digits - 1; at >= end; at -= 1) {
      const tenth = Math.floor(rest / 10)
      bytes[at] = ZERO + rest - 10 * tenth
      rest = tenth
    }
    end += digits + EXPONENT.copy(bytes, end + digits)
  }
  // Replaces the last comma.
  bytes[end - 1] = CLOSE
  return bytes.toString('latin1', 0, end)
}

/** A search uses its vector several times, and few searches run in parallel. */
const MAX_WRITTEN = 8
const written: { vector: Float32Array; literal: string }[] = []

/** Value of the placeholder in `queryVector`. */
export function queryLiteral(vector: Float32Array): string {
  const cached = written.find((it) => it.vector === vector)
  if (cached) return cached.literal
  const literal = buildQueryLiteral(vector)
  written.unshift({ vector, literal })
  if (written.length > MAX_WRITTEN) written.pop()
  return literal
}

/** Names the question's vector at the start of a statement, so that it is sent and parsed once. */
export function queryVector(vector: Float32Array): SQL {
  return queryVectorAs(sql`${queryLiteral(vector)}`)
}

/** Like `queryVector` for prepared statements, with the placeholder `vector`. */
export const preparedQueryVector = (): SQL => queryVectorAs(sql`${sql.placeholder('vector')}`)

const queryVectorAs = (literal: SQL): SQL => sql`query(vector) as materialized (select ${literal}::vector)`

/** References the vector of a statement that starts with `queryVector`. */
export const QUERY_VECTOR = sql`(select vector from query)`

/**
 * Cosine between a chunk row `c` and the question's vector; null if the chunk has none of this
 * width. @param dims width of the question's vector, or null without one
 */
export function similarityTo(dims: number | null): SQL {
  if (dims === null) return sql`null::float8`
  return sql`case when c.dims = ${sql.raw(String(dims))} then 1 - (c.embedding <=> ${QUERY_VECTOR}) end`
}
