import { randomInt } from 'node:crypto'

/**
 * Number of the first of several chunks indexed together; the others follow consecutively. Random,
 * since a counter would serialize ingestion: at 100,000 documents a collision of two blocks is less
 * likely than one in a million, and the unique index then makes the job retry.
 */
export function firstNumber(): number {
  return randomInt(2 ** 32) * 2 ** 20 + randomInt(2 ** 20)
}
