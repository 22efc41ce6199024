import { firstFrom, type PlaceRuns } from '../ranking/likely-positions'

/** Accessible chunks as ranges of numbers, since chunks of one document are consecutive. */
export class AllowedChunks {
  /** Total of all ranges. */
  readonly count: number
  private readonly firsts: Float64Array
  private readonly ends: Float64Array

  constructor(runs: readonly { first: number; count: number }[]) {
    const ordered = runs.filter(({ count }) => count > 0).sort((a, b) => a.first - b.first)
    this.firsts = Float64Array.from(ordered, ({ first }) => first)
    this.ends = Float64Array.from(ordered, ({ first, count }) => first + count)
    this.count = ordered.reduce((sum, { count }) => sum + count, 0)
  }

  has(number: number): boolean {
    let low = 0
    let high = this.firsts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.firsts[middle] ?? 0) <= number) low = middle + 1
      else high = middle
    }
    return low > 0 && number < (this.ends[low - 1] ?? 0)
  }

  /** Positions of these chunks in a list. @param numbers ascending */
  placesIn(numbers: Float64Array): PlaceRuns {
    const runs = new Int32Array(2 * this.firsts.length)
    let length = 0
    let index = 0
    for (let run = 0; run < this.firsts.length && index < numbers.length; run += 1) {
      const first = firstFrom(numbers, index, this.firsts[run] ?? 0)
      index = firstFrom(numbers, first, this.ends[run] ?? 0)
      if (index === first) continue
      runs[length++] = first
      runs[length++] = index
    }
    return runs.subarray(0, length)
  }
}
