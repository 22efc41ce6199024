import type { Interval } from './interval'

const ALPHA = 0.05
const CELLS = 1_000

/**
 * Confidence sequence of a mean difference in [-1, 1] by hedged betting (Waudby-Smith and Ramdas 2024): valid at every
 * moment, so that an experiment may stop as soon as the result is clear.
 */
export class BettingSequence {
  private readonly up = new Float64Array(CELLS + 1)
  private readonly down = new Float64Array(CELLS + 1)
  private first = 0
  private last = CELLS
  private count = 0
  private sum = 0
  private squares = 0

  add(difference: number): void {
    const x = (difference + 1) / 2
    const step = this.count + 1
    const variance = (1 / 4 + this.squares) / step
    const bet = Math.sqrt((2 * Math.log(2 / ALPHA)) / (variance * step * Math.log(step + 1)))
    for (let cell = this.first; cell <= this.last; cell += 1) {
      const m = cell / CELLS
      this.up[cell] = (this.up[cell] ?? 0) + Math.log1p(Math.min(bet, 1 / (2 * m)) * (x - m))
      this.down[cell] = (this.down[cell] ?? 0) + Math.log1p(-Math.min(bet, 1 / (2 * (1 - m))) * (x - m))
    }
    this.count = step
    this.sum += x
    this.squares += (x - (1 / 2 + this.sum) / (step + 1)) ** 2
    this.narrow()
  }

  /** Null when no difference is left, which happens in less than 5 % of sequences. */
  interval(): Interval | null {
    if (this.first > this.last) return null
    return { low: (2 * this.first) / CELLS - 1, high: (2 * this.last) / CELLS - 1 }
  }

  private narrow(): void {
    const limit = Math.log(2 / ALPHA)
    const isOut = (cell: number) => Math.max(this.up[cell] ?? 0, this.down[cell] ?? 0) >= limit
    while (this.first <= this.last && isOut(this.first)) this.first += 1
    while (this.last >= this.first && isOut(this.last)) this.last -= 1
  }
}
