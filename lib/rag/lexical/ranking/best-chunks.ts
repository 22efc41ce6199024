export interface RankedChunk {
  number: number
  score: number
}

/** The best chunks in descending order; most candidates are rejected by `minScore`. */
export class BestChunks {
  readonly items: RankedChunk[] = []

  /** @param minScore score that the candidates must exceed */
  constructor(
    private readonly limit: number,
    public minScore = 0,
  ) {}

  offer(number: number, score: number): void {
    let low = 0
    let high = this.items.length
    while (low < high) {
      const middle = (low + high) >> 1
      const item = this.items[middle]
      if (item && item.score >= score) low = middle + 1
      else high = middle
    }
    this.items.splice(low, 0, { number, score })
    if (this.items.length > this.limit) this.items.pop()
    if (this.items.length === this.limit) this.minScore = this.items.at(-1)?.score ?? this.minScore
  }
}
