import { expect, test } from 'vitest'
import { Id } from './ids'
import { newId } from './new-id'

test('sorts later ids after earlier ones', () => {
  const times = [0, 1, 1_700_000_000_000, 1_700_000_000_001, 2 ** 48 - 1]
  const ids = times.map((time) => newId(time))
  expect(ids.toSorted()).toEqual(ids)
})

test('orders ids of the same millisecond, however many', () => {
  const ids = [1_800_000_000_000, 1_800_000_000_001, 1_800_000_000_002].flatMap((time) =>
    Array.from({ length: 6_000 }, () => newId(time)),
  )
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('creates unique, valid UUIDs of version 7', () => {
  const ids = Array.from({ length: 2_000 }, () => newId(1_700_000_000_000))
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.every((id) => Id.safeParse(id).success && id[14] === '7')).toBe(true)
})
