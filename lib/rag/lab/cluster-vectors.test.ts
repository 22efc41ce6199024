import { expect, test } from 'vitest'
import { centralOf, clusterVectors } from './cluster-vectors'

/** In a plane, by its angle: cosines are those of the differences of angles. */
const at = (degrees: number) => {
  const radians = (degrees * Math.PI) / 180
  return Float32Array.from([Math.cos(radians), Math.sin(radians)])
}
const cos = (degrees: number) => Math.cos((degrees * Math.PI) / 180)

test('those that point the same way are one cluster, in the order of their first one', () => {
  expect(clusterVectors([at(0), at(90), at(5), at(95), at(180)], cos(20))).toEqual([[0, 2], [1, 3], [4]])
})

test('the linkage is the average: a chain does not grow without end', () => {
  // 0 and 10 join first, then 20 is 10 and 20 degrees away: on average cos 15.06°. 30 then is 20 degrees away from the middle.
  const chain = [at(0), at(10), at(20), at(30)]
  expect(clusterVectors(chain, cos(11))).toEqual([
    [0, 1],
    [2, 3],
  ])
  expect(clusterVectors(chain, cos(25))).toEqual([[0, 1, 2, 3]])
  // The average of the four cosines between {0, 10} and {20, 30}: cos 20 twice, cos 10 and cos 30.
  const between = (2 * cos(20) + cos(10) + cos(30)) / 4
  expect(clusterVectors(chain, between - 1e-6)).toHaveLength(1)
  expect(clusterVectors(chain, between + 1e-6)).toHaveLength(2)
})

test('every question is in exactly one cluster, and a higher threshold never gives fewer', () => {
  const many = Array.from({ length: 60 }, (_, index) => at((index * 137.5) % 360))
  let before = 0
  for (const degrees of [120, 60, 30, 10, 3, 0.5]) {
    const clusters = clusterVectors(many, cos(degrees))
    expect(clusters.flat().sort((a, b) => a - b)).toEqual([...many.keys()])
    expect(clusters.length).toBeGreaterThanOrEqual(before)
    before = clusters.length
  }
})

test('the central one is in the middle; the first where all are alike', () => {
  const vectors = [at(0), at(30), at(15)]
  expect(centralOf([0, 1, 2], vectors)).toBe(2)
  expect(centralOf([1, 0], [at(0), at(0)])).toBe(1)
  expect(clusterVectors([], 0.5)).toEqual([])
})
