import { randomInt } from 'node:crypto'

/**
 * Number of the first of some chunks that are indexed together; the others follow it. Drawn, since a counter would make
 * ingestions wait for one another: that two blocks of one index meet is less likely than one in a million at 100,000
 * documents, and the unique index then makes the job do it again.
 */
export function firstNumber(): number {
  return randomInt(2 ** 32) * 2 ** 20 + randomInt(2 ** 20)
}
