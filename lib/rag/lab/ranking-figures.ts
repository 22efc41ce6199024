/** For each expected passage the place, from 1, of the first given one that holds it; null: none does. */
export type Places = readonly (number | null)[]

/** Share of the expected passages that stand among the first k. 0..1 */
export function recallAt(places: Places, k: number): number {
  if (places.length === 0) return 0
  return places.filter((place) => place !== null && place <= k).length / places.length
}

/** One by the place of the first right passage, 0 when it is not among the first k. 0..1 */
export function reciprocalRank(places: Places, k: number): number {
  const first = Math.min(...places.map((place) => place ?? Number.POSITIVE_INFINITY))
  return first <= k ? 1 / first : 0
}

/**
 * Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002) with gains of 0 and 1. Expected passages that one
 * given passage holds together are one gain, both in what was reached and in the best that could be. 0..1
 */
export function ndcgAt(places: Places, k: number): number {
  const found = new Set(places.filter((place) => place !== null))
  const missing = places.filter((place) => place === null).length
  const best = Math.min(k, found.size + missing)
  if (best === 0) return 0
  const reached = [...found].reduce((sum, place) => sum + (place <= k ? discount(place) : 0), 0)
  const ideal = Array.from({ length: best }, (_, index) => discount(index + 1)).reduce((sum, gain) => sum + gain, 0)
  return reached / ideal
}

const discount = (place: number) => 1 / Math.log2(place + 1)
