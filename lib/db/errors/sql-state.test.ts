import { expect, test } from 'vitest'
import { isBadData, isDuplicate, isForeignKey, isLocked } from './sql-state'

const coded = (code: string, cause?: Error) => Object.assign(new Error('failed', { cause }), { code })

test('recognizes a failure by its SQLSTATE at any depth, and not by a Node code', () => {
  const seen = (error: unknown) => [isBadData, isForeignKey, isDuplicate, isLocked].map((is) => is(error))
  expect(seen(coded('22P02'))).toEqual([true, false, false, false])
  expect(seen(new Error('query', { cause: coded('23503') }))).toEqual([true, true, false, false])
  expect(seen(coded('EPIPE', coded('23505')))).toEqual([true, false, true, false])
  for (const code of ['55P03', '40P01']) expect(seen(coded(code))).toEqual([false, false, false, true])
  for (const none of [coded('EPIPE'), coded('ECONNRESET'), 'text', null]) expect(seen(none)).not.toContain(true)
})
