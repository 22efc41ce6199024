/** Chunks that may be found, as runs of numbers: those of one document follow one another. */
export class AllowedChunks {
  /** Of all runs. */
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
}
