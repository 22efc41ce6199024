/** Sums of 32-bit floats: tolerates rounding in the last digits. */
const SLACK = 1 + 1e-4
/** Cost of a look-up in a list, relative to reading a posting. */
const LOOK_UP_COST = 16

/** A term's postings in one segment. */
export interface WeighedList {
  places: Int32Array
  impacts: Float32Array
  weight: number
  /** Maximum contribution to any chunk. */
  maxContribution: number
}

/** Ranges of positions as start and exclusive end, ascending. */
export type PlaceRuns = Int32Array

export interface LikelyPlaces {
  /** Ascending. */
  places: Int32Array
  /** Score that only the best chunks reach, at least the given one. */
  minScore: number
}

/**
 * Positions that may be among the best, and a few more. Processes one term at a time by descending weight
 * (MaxScore: Turtle and Flood 1995). Once the remaining terms cannot lift a new chunk among the best, the
 * long lists of common terms are only looked up for chunks found so far.
 * @param minScore score that a chunk must exceed
 */
export function likelyPlaces(
  lists: readonly WeighedList[],
  runs: PlaceRuns,
  limit: number,
  minScore: number,
): LikelyPlaces {
  const ordered = [...lists].sort((a, b) => b.maxContribution - a.maxContribution)
  const sums = new Sums(runs.at(-1) ?? 0)
  let rest = ordered.reduce((sum, { maxContribution }) => sum + maxContribution, 0)
  let bar = minScore
  // Upper bound of the threshold, which need not be computed while this is low.
  let reach = 0
  let index = 0
  for (; index < ordered.length && rest * SLACK >= bar; index += 1) {
    const list = ordered[index]
    if (!list) continue
    sums.add(list, runs)
    rest = Math.max(0, rest - list.maxContribution)
    reach = Math.min(sums.best, reach + list.maxContribution)
    if (rest >= reach) continue
    reach = sums.place(limit)
    bar = Math.max(bar, reach)
  }
  sums.keep(bar / SLACK - rest)
  for (const list of ordered.slice(index)) {
    sums.lookUp(list)
    rest = Math.max(0, rest - list.maxContribution)
    bar = Math.max(bar, sums.place(limit))
    sums.keep(bar / SLACK - rest)
  }
  return { places: sums.finish(), minScore: bar / SLACK }
}

/**
 * Sized for the largest segment so far and reused, since clearing megabytes per search is slow.
 * Safe because nothing yields in between.
 */
let scratch = { sums: new Float32Array(0), met: new Int32Array(0) }

/** Score accumulators by position, with a list of those touched. */
class Sums {
  best = 0
  private readonly sums: Float32Array
  private readonly met: Int32Array
  private metCount = 0
  /** Number of leading entries of `met` that are still candidates. */
  private kept = 0

  constructor(count: number) {
    if (scratch.sums.length < count) scratch = { sums: new Float32Array(count), met: new Int32Array(count) }
    this.sums = scratch.sums
    this.met = scratch.met
  }

  add({ places, impacts, weight }: WeighedList, runs: PlaceRuns): void {
    const { sums, met } = this
    let { metCount, best } = this
    let position = 0
    for (let run = 0; run < runs.length; run += 2) {
      position = firstFrom(places, position, runs[run] ?? 0)
      const end = runs[run + 1] ?? 0
      for (; position < places.length; position += 1) {
        const index = places[position] ?? 0
        if (index >= end) break
        const previousSum = sums[index] ?? 0
        if (previousSum === 0) met[metCount++] = index
        const sum = previousSum + weight * (impacts[position] ?? 0)
        sums[index] = sum
        if (sum > best) best = sum
      }
    }
    this.best = best
    this.metCount = metCount
    this.kept = metCount
  }

  /** Adds to touched positions only. */
  lookUp(list: WeighedList): void {
    const { sums, met, kept } = this
    const { places, impacts, weight } = list
    if (kept * LOOK_UP_COST < places.length) {
      for (let index = 0; index < kept; index += 1) {
        const position = met[index] ?? 0
        sums[position] = (sums[position] ?? 0) + weight * impactAt(list, position)
      }
      return
    }
    for (let offset = 0; offset < places.length; offset += 1) {
      const position = places[offset] ?? 0
      const previousSum = sums[position] ?? 0
      if (previousSum !== 0) sums[position] = previousSum + weight * (impacts[offset] ?? 0)
    }
  }

  /** The score at this rank among the candidates, from 1 for the highest; 0 if there are fewer. */
  place(limit: number): number {
    const { sums, met, kept } = this
    if (kept < limit) return 0
    // Min-heap of the highest scores.
    const heap = new Float32Array(limit)
    for (let index = 0; index < limit; index += 1) heap[index] = sums[met[index] ?? 0] ?? 0
    for (let index = (limit >> 1) - 1; index >= 0; index -= 1) sink(heap, index)
    let top = heap[0] ?? 0
    for (let index = limit; index < kept; index += 1) {
      const sum = sums[met[index] ?? 0] ?? 0
      if (sum <= top) continue
      heap[0] = sum
      sink(heap, 0)
      top = heap[0] ?? 0
    }
    return top
  }

  /** Drops candidates below the threshold; they stay listed for clearing. */
  keep(minScore: number): void {
    const { sums, met, kept } = this
    let next = 0
    for (let index = 0; index < kept; index += 1) {
      const position = met[index] ?? 0
      if ((sums[position] ?? 0) < minScore) continue
      met[index] = met[next] ?? 0
      met[next++] = position
    }
    this.kept = next
  }

  /** Clears the accumulators. */
  finish(): Int32Array {
    const { sums, met, metCount, kept } = this
    const places = met.slice(0, kept).sort()
    for (let index = 0; index < metCount; index += 1) sums[met[index] ?? 0] = 0
    return places
  }
}

function sink(heap: Float32Array, from: number): void {
  const { length } = heap
  const value = heap[from] ?? 0
  let at = from
  for (;;) {
    let child = 2 * at + 1
    if (child >= length) break
    if (child + 1 < length && (heap[child + 1] ?? 0) < (heap[child] ?? 0)) child += 1
    if ((heap[child] ?? 0) >= value) break
    heap[at] = heap[child] ?? 0
    at = child
  }
  heap[at] = value
}

/** Impact at a position; 0 if it is not in the list. */
export function impactAt({ places, impacts }: Pick<WeighedList, 'places' | 'impacts'>, index: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) < index) low = middle + 1
    else high = middle
  }
  return places[low] === index ? (impacts[low] ?? 0) : 0
}

/** Index of the first value from `from` on that is not below `minimum`: galloping search, since it is usually near. */
export function firstFrom(values: ArrayLike<number>, from: number, minimum: number): number {
  const { length } = values
  let low = from
  for (let step = 1; low < length && (values[low] ?? 0) < minimum; step *= 2) {
    const next = low + step
    if (next < length && (values[next] ?? 0) < minimum) {
      low = next
      continue
    }
    // Binary search between the two.
    let high = Math.min(next, length)
    low += 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((values[middle] ?? 0) < minimum) low = middle + 1
      else high = middle
    }
    break
  }
  return low
}
