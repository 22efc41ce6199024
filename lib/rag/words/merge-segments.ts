import { breather } from './breathe'
import {
  type ChunkTable,
  type EncodedSegment,
  eachPosting,
  encodeChunks,
  encodePostings,
  PageWriter,
  readPage,
} from './segment-codec'
import { mergeVectors } from './vector-codes'

export interface WholeSegment {
  chunks: ChunkTable
  pages: readonly Uint8Array[]
  /** Pages of their vectors; absent: not known. */
  vectors?: readonly Uint8Array[] | undefined
}

/** One segment that holds what several hold, without the chunks that are no longer there. Lets others work in between. */
export async function mergeSegments(
  segments: readonly WholeSegment[],
  isThere: (number: number) => boolean,
): Promise<EncodedSegment> {
  const pause = breather()
  const { table, places, kept } = mergeChunks(segments, isThere)
  const lists = new Map<string, { segment: number; list: Uint8Array }[]>()
  for (const [segment, { pages }] of segments.entries()) {
    for (const page of pages) {
      for (const [term, list] of readPage(page)) {
        const known = lists.get(term)
        if (known) known.push({ segment, list })
        else lists.set(term, [{ segment, list }])
      }
      await pause()
    }
  }
  const writer = new PageWriter()
  for (const term of [...lists.keys()].sort()) {
    await pause()
    const merged = mergePostings(lists.get(term) ?? [], places)
    if (merged.places.length > 0) writer.add(term, encodePostings(merged))
  }
  const coded = segments.flatMap(({ chunks: { numbers }, vectors }) => (vectors ? [{ numbers, pages: vectors }] : []))
  const vectors = coded.length === segments.length ? mergeVectors(coded, kept) : undefined
  return { chunks: encodeChunks(table), ...writer.finish(), vectors }
}

/** All chunks in the order of their numbers, and for each segment where its chunks went (-1: left out). */
function mergeChunks(
  segments: readonly WholeSegment[],
  isThere: (number: number) => boolean,
): { table: ChunkTable; places: Int32Array[]; kept: { segment: number; place: number }[] } {
  const places = segments.map(({ chunks }) => new Int32Array(chunks.numbers.length).fill(-1))
  const kept = segments.flatMap(({ chunks }, segment) =>
    [...chunks.numbers].flatMap((number, place) => (isThere(number) ? [{ number, segment, place }] : [])),
  )
  kept.sort((a, b) => a.number - b.number)
  const table = {
    numbers: new Float64Array(kept.length),
    textLengths: new Uint16Array(kept.length),
    contextLengths: new Uint16Array(kept.length),
  }
  for (const [next, { number, segment, place }] of kept.entries()) {
    const from = segments[segment]?.chunks
    table.numbers[next] = number
    table.textLengths[next] = from?.textLengths[place] ?? 0
    table.contextLengths[next] = from?.contextLengths[place] ?? 0
    const own = places[segment]
    if (own) own[place] = next
  }
  return { table, places, kept }
}

function mergePostings(
  lists: readonly { segment: number; list: Uint8Array }[],
  places: readonly Int32Array[],
): { places: number[]; counts: number[] } {
  const all: [place: number, counts: number][] = []
  for (const { segment, list } of lists) {
    const moved = places[segment]
    eachPosting(list, (place, counts) => {
      const next = moved?.[place] ?? -1
      if (next >= 0) all.push([next, counts])
    })
  }
  if (lists.length > 1) all.sort((a, b) => a[0] - b[0])
  return { places: all.map(([place]) => place), counts: all.map(([, counts]) => counts) }
}
