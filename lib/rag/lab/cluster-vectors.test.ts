import { expect, test } from 'vitest'
import { centralOf, clusterVectors } from './cluster-vectors'

/** A unit vector at an angle: cosines are those of differences of angles. */
const at = (degrees: number) => {
  const radians = (degrees * Math.PI) / 180
  return Float32Array.from([Math.cos(radians), Math.sin(radians)])
}
const cos = (degrees: number) => Math.cos((degrees * Math.PI) / 180)

test('clusters vectors of the same direction, ordered by first member', () => {
  expect(clusterVectors([at(0), at(90), at(5), at(95), at(180)], cos(20))).toEqual([[0, 2], [1, 3], [4]])
})

test('uses average linkage, so that chains do not grow endlessly', () => {
  // 0 and 10 merge first; 20 is then 10 and 20 degrees away, cos 15.06° on average, and 30 is 20
  // degrees from the center.
  const chain = [at(0), at(10), at(20), at(30)]
  expect(clusterVectors(chain, cos(11))).toEqual([
    [0, 1],
    [2, 3],
  ])
  expect(clusterVectors(chain, cos(25))).toEqual([[0, 1, 2, 3]])
  // Average of the four cosines between {0, 10} and {20, 30}: cos 20 twice, cos 10 and cos 30.
  const between = (2 * cos(20) + cos(10) + cos(30)) / 4
  expect(clusterVectors(chain, between - 1e-6)).toHaveLength(1)
  expect(clusterVectors(chain, between + 1e-6)).toHaveLength(2)
})

test('puts every question into exactly one cluster, and never fewer clusters for a higher threshold', () => {
  const manyVectors = Array.from({ length: 60 }, (_, index) => at((index * 137.5) % 360))
  let before = 0
  for (const degrees of [120, 60, 30, 10, 3, 0.5]) {
    const clusters = clusterVectors(manyVectors, cos(degrees))
    expect(clusters.flat().sort((a, b) => a - b)).toEqual([...manyVectors.keys()])
    expect(clusters.length).toBeGreaterThanOrEqual(before)
    before = clusters.length
  }
})

test('finds the central member, or the first one if all are equal', () => {
  const vectors = [at(0), at(30), at(15)]
  expect(centralOf([0, 1, 2], vectors)).toBe(2)
  expect(centralOf([1, 0], [at(0), at(0)])).toBe(1)
  expect(clusterVectors([], 0.5)).toEqual([])
})
