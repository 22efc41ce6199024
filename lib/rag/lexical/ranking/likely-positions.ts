/** Numbers of four bytes are added up: what may differ in the last digits is not left out. */
const SLACK = 1 + 1e-4
/** To look a place up in a list takes about as long as to read so many of its postings. */
const LOOK_UP_COST = 16

/** A term's list in one segment. */
export interface WeighedList {
  places: Int32Array
  impacts: Float32Array
  weight: number
  /** What it adds to any chunk at most. */
  most: number
}

/** Runs of places, each as its first and the one after its last, rising. */
export type PlaceRuns = Int32Array

export interface LikelyPlaces {
  /** Rising. */
  places: Int32Array
  /** What the last of the best so many has at least, or what was given. */
  least: number
}

/**
 * The places that may be among the best so many, and a few more than these. Term at a time, the weightiest first
 * (MaxScore: Turtle and Flood 1995): once what is left of the terms cannot lift a new chunk among the best, the long
 * lists of common terms are only looked up for the chunks that are there.
 * @param least what a chunk has to be better than
 */
export function likelyPlaces(
  lists: readonly WeighedList[],
  runs: PlaceRuns,
  limit: number,
  least: number,
): LikelyPlaces {
  const ordered = [...lists].sort((a, b) => b.most - a.most)
  const sums = new Sums(runs.at(-1) ?? 0)
  let rest = ordered.reduce((sum, { most }) => sum + most, 0)
  let bar = least
  // No bar is higher: as long as that is low there is no need to look for it.
  let reach = 0
  let at = 0
  for (; at < ordered.length && rest * SLACK >= bar; at += 1) {
    const list = ordered[at]
    if (!list) continue
    sums.add(list, runs)
    rest = Math.max(0, rest - list.most)
    reach = Math.min(sums.best, reach + list.most)
    if (rest >= reach) continue
    reach = sums.place(limit)
    bar = Math.max(bar, reach)
  }
  sums.keep(bar / SLACK - rest)
  for (const list of ordered.slice(at)) {
    sums.lookUp(list)
    rest = Math.max(0, rest - list.most)
    bar = Math.max(bar, sums.place(limit))
    sums.keep(bar / SLACK - rest)
  }
  return { places: sums.finish(), least: bar / SLACK }
}

/** Of the largest segment so far, since a search would else begin with clearing megabytes. Nothing waits in between. */
let scratch = { sums: new Float32Array(0), met: new Int32Array(0) }

/** Sums by place; those that were met are listed, so that no others are looked at. */
class Sums {
  best = 0
  private readonly sums: Float32Array
  private readonly met: Int32Array
  private metCount = 0
  /** The first of `met` are still worth looking at. */
  private kept = 0

  constructor(count: number) {
    if (scratch.sums.length < count) scratch = { sums: new Float32Array(count), met: new Int32Array(count) }
    this.sums = scratch.sums
    this.met = scratch.met
  }

  add({ places, impacts, weight }: WeighedList, runs: PlaceRuns): void {
    const { sums, met } = this
    let { metCount, best } = this
    let at = 0
    for (let run = 0; run < runs.length; run += 2) {
      at = firstFrom(places, at, runs[run] ?? 0)
      const end = runs[run + 1] ?? 0
      for (; at < places.length; at += 1) {
        const place = places[at] ?? 0
        if (place >= end) break
        const before = sums[place] ?? 0
        if (before === 0) met[metCount++] = place
        const sum = before + weight * (impacts[at] ?? 0)
        sums[place] = sum
        if (sum > best) best = sum
      }
    }
    this.best = best
    this.metCount = metCount
    this.kept = metCount
  }

  /** Adds to what was met, and to nothing else. */
  lookUp(list: WeighedList): void {
    const { sums, met, kept } = this
    const { places, impacts, weight } = list
    if (kept * LOOK_UP_COST < places.length) {
      for (let index = 0; index < kept; index += 1) {
        const place = met[index] ?? 0
        sums[place] = (sums[place] ?? 0) + weight * impactAt(list, place)
      }
      return
    }
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] ?? 0
      const before = sums[place] ?? 0
      if (before !== 0) sums[place] = before + weight * (impacts[at] ?? 0)
    }
  }

  /** The sum at this place among the kept ones, 1 the largest; 0: there are fewer. */
  place(limit: number): number {
    const { sums, met, kept } = this
    if (kept < limit) return 0
    // A heap with the least of the largest on top.
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

  /** Leaves out what is below. The others stay listed behind, to be cleared. */
  keep(least: number): void {
    const { sums, met, kept } = this
    let next = 0
    for (let index = 0; index < kept; index += 1) {
      const place = met[index] ?? 0
      if ((sums[place] ?? 0) < least) continue
      met[index] = met[next] ?? 0
      met[next++] = place
    }
    this.kept = next
  }

  /** Leaves the memory as it was found. */
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

/** What the list has for a place; 0: it is not on it. */
export function impactAt({ places, impacts }: Pick<WeighedList, 'places' | 'impacts'>, place: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) < place) low = middle + 1
    else high = middle
  }
  return places[low] === place ? (impacts[low] ?? 0) : 0
}

/** The first index from `from` on whose value is not below: in growing steps, since what is looked for mostly lies near. */
export function firstFrom(values: ArrayLike<number>, from: number, wanted: number): number {
  const { length } = values
  let low = from
  for (let step = 1; low < length && (values[low] ?? 0) < wanted; step *= 2) {
    const next = low + step
    if (next < length && (values[next] ?? 0) < wanted) {
      low = next
      continue
    }
    // Between these two: by halves.
    let high = Math.min(next, length)
    low += 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((values[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    break
  }
  return low
}
