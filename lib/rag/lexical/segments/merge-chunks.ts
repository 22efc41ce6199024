import type { ChunkTable } from './segment'

/** Chunks processed between yields. */
const CHUNKS_AT_A_TIME = 4_096

export interface MergedChunks {
  table: ChunkTable
  /** For each segment, the new positions of its chunks; -1 for dropped ones. */
  places: Int32Array[]
  /** Origin of the merged chunks, in order. */
  from: { segments: Uint16Array; places: Int32Array }
}

/** Merges the chunk tables of segments by number, without deleted chunks. */
export async function mergeChunks(
  tables: readonly ChunkTable[],
  isThere: (number: number) => boolean,
  pause: () => Promise<void>,
): Promise<MergedChunks> {
  const total = tables.reduce((sum, { numbers }) => sum + numbers.length, 0)
  const places = tables.map(({ numbers }) => new Int32Array(numbers.length).fill(-1))
  const from = { segments: new Uint16Array(total), places: new Int32Array(total) }
  const numbers = new Float64Array(total)
  const textLengths = new Uint16Array(total)
  const contextLengths = new Uint16Array(total)
  const next = new Int32Array(tables.length)
  let kept = 0
  for (let seen = 0; seen < total; seen += 1) {
    if (seen % CHUNKS_AT_A_TIME === 0) await pause()
    const segment = withLowestNumber(tables, next)
    const index = next[segment] ?? 0
    next[segment] = index + 1
    const table = tables[segment]
    const positions = places[segment]
    const number = table?.numbers[index] ?? 0
    if (!table || !positions || !isThere(number)) continue
    positions[index] = kept
    numbers[kept] = number
    textLengths[kept] = table.textLengths[index] ?? 0
    contextLengths[kept] = table.contextLengths[index] ?? 0
    from.segments[kept] = segment
    from.places[kept] = index
    kept += 1
  }
  return {
    table: {
      numbers: numbers.slice(0, kept),
      textLengths: textLengths.slice(0, kept),
      contextLengths: contextLengths.slice(0, kept),
    },
    places,
    from: { segments: from.segments.subarray(0, kept), places: from.places.subarray(0, kept) },
  }
}

/** The segment whose next chunk has the lowest number. */
function withLowestNumber(tables: readonly ChunkTable[], next: Int32Array): number {
  let lowest = Number.POSITIVE_INFINITY
  let found = 0
  for (let segment = 0; segment < tables.length; segment += 1) {
    const number = tables[segment]?.numbers[next[segment] ?? 0] ?? Number.POSITIVE_INFINITY
    if (number < lowest) {
      lowest = number
      found = segment
    }
  }
  return found
}
