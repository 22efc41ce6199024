import { expect, test } from 'vitest'
import { Vector } from './embed-in-batches'

test('a vector consists of numbers, at least one', () => {
  expect(Vector.parse([0.25, -1, 0])).toEqual(Float32Array.of(0.25, -1, 0))
  for (const wrong of [
    [],
    [1, '2'],
    [1, null],
    [1, undefined],
    [[1]],
    JSON.parse('[1, 1e999]'),
    [1, 1e39],
    [1, Number.NaN],
    '1',
    { 0: 1, length: 1 },
    null,
    new Array(32_769).fill(0),
  ])
    expect(Vector.safeParse(wrong).success).toBe(false)
})
