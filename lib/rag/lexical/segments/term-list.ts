import type { ChunkTable } from './segment'

/** Lengths are stored in 16 bits. */
const MAX_LENGTH = 65_535

/** Frequency saturates at k1; b is the length normalization. Selected with bench/knowledge, by article. */
export const BM25F = { k1: 0.8, text: { weight: 1, b: 0.6 }, context: { weight: 1, b: 0.5 } }

/** Average number of terms per chunk of the index. */
export interface AverageLengths {
  text: number
  context: number
}

/** Contribution of a term to each chunk in list order, 0..1, before it is weighted by rarity. */
export interface Impacts {
  values: Float32Array
  largest: number
}

/** A term's postings in a segment, prepared for ranking. */
export class TermList {
  private known: (Impacts & { averages: AverageLengths }) | null = null

  /** @param places chunk positions, ascending @param counts as in `Postings` */
  constructor(
    readonly places: Int32Array,
    private readonly counts: Uint8Array,
  ) {}

  /** Memory size, including the impacts. */
  get bytes(): number {
    return 200 + 9 * this.places.length
  }

  /** Cached while the averages of the index are unchanged. @param chunks of the segment */
  impactsIn(chunks: ChunkTable, averages: AverageLengths): Impacts {
    const { known } = this
    if (known?.averages.text === averages.text && known.averages.context === averages.context) return known
    this.known = { averages, ...this.computeImpacts(chunks, averages) }
    return this.known
  }

  private computeImpacts({ textLengths, contextLengths }: ChunkTable, averages: AverageLengths): Impacts {
    const { k1, text, context } = BM25F
    const { places, counts } = this
    const byText = divisorsOf(text.b, averages.text)
    const byContext = divisorsOf(context.b, averages.context)
    const values = new Float32Array(places.length)
    let largest = 0
    for (let position = 0; position < values.length; position += 1) {
      const index = places[position] ?? 0
      const count = counts[position] ?? 0
      let frequency = (text.weight * (count >> 4)) / (byText[textLengths[index] ?? 0] ?? 1)
      if ((count & 15) > 0) frequency += (context.weight * (count & 15)) / (byContext[contextLengths[index] ?? 0] ?? 1)
      const impact = frequency / (k1 + frequency)
      values[position] = impact
      if (impact > largest) largest = impact
    }
    return { values, largest }
  }
}

/** Cached for the latest averages, which change with the chunks. A search needs two entries. */
const known = new Map<string, Float64Array>()
const MAX_KNOWN = 16

/** Length normalization by field length in terms. */
function divisorsOf(b: number, average: number): Float64Array {
  const key = `${b} ${average}`
  const found = known.get(key)
  if (found) return found
  const share = b / Math.max(1, average)
  const lengthNorms = Float64Array.from({ length: MAX_LENGTH + 1 }, (_, length) => 1 - b + share * length)
  if (known.size >= MAX_KNOWN) known.clear()
  known.set(key, lengthNorms)
  return lengthNorms
}
