/** For each expected passage, the rank (from 1) of the first returned one that contains it, or null. */
export type Places = readonly (number | null)[]

/** Share of expected passages among the first k. 0..1 */
export function recallAt(places: Places, k: number): number {
  if (places.length === 0) return 0
  return places.filter((place) => place !== null && place <= k).length / places.length
}

/** Reciprocal rank of the first relevant passage, 0 beyond k. 0..1 */
export function reciprocalRank(places: Places, k: number): number {
  const first = Math.min(...places.map((place) => place ?? Number.POSITIVE_INFINITY))
  return first <= k ? 1 / first : 0
}

/**
 * Normalized discounted cumulative gain (Järvelin and Kekäläinen 2002) with binary gains. Expected
 * passages contained in the same result count as one gain, also in the ideal ranking. 0..1
 */
export function ndcgAt(places: Places, k: number): number {
  const found = new Set(places.filter((place) => place !== null))
  const missing = places.filter((place) => place === null).length
  const best = Math.min(k, found.size + missing)
  if (best === 0) return 0
  const reached = [...found].reduce((sum, index) => sum + (index <= k ? discount(index) : 0), 0)
  const ideal = Array.from({ length: best }, (_, index) => discount(index + 1)).reduce((sum, gain) => sum + gain, 0)
  return reached / ideal
}

const discount = (index: number) => 1 / Math.log2(index + 1)
