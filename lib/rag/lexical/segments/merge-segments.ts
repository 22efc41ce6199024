import { breather } from '../../text/yield-to-event-loop'
import { mergeVectors } from '../../vectors/vector-codes'
import { mergeChunks } from './merge-chunks'
import {
  type ChunkTable,
  type EncodedSegment,
  eachPosting,
  encodeChunks,
  encodePostings,
  PageWriter,
  readPage,
} from './segment-codec'

export interface WholeSegment {
  chunks: ChunkTable
  pages: readonly Uint8Array[]
  /** Pages of their vectors; absent: not known. */
  vectors?: readonly Uint8Array[] | undefined
}

/**
 * One segment that holds what several hold, without the chunks that are no longer there. Lets others work in between. Terms
 * are met in their order on the pages of all segments, so that besides pages one list of each lies in memory.
 */
export async function mergeSegments(
  segments: readonly WholeSegment[],
  isThere: (number: number) => boolean,
): Promise<EncodedSegment> {
  const pause = breather()
  const tables = segments.map(({ chunks }) => chunks)
  const { table, places, from } = await mergeChunks(tables, isThere, pause)
  const writer = new PageWriter()
  const postings = new MergedPostings(table.numbers.length)
  for (const { term, lists } of mergeTerms(segments)) {
    await pause()
    for (const { segment, list } of lists) postings.add(list, places[segment] ?? NOWHERE)
    const merged = postings.take()
    if (merged.places.length > 0) writer.add(term, encodePostings(merged))
  }
  const coded = segments.flatMap(({ chunks: { numbers }, vectors }) => (vectors ? [{ numbers, pages: vectors }] : []))
  const origins = () => Array.from(from.segments, (segment, at) => ({ segment, place: from.places[at] ?? 0 }))
  const vectors = coded.length === segments.length ? mergeVectors(coded, origins()) : undefined
  return { chunks: encodeChunks(table), ...writer.finish(), vectors }
}

const NOWHERE = new Int32Array()

interface TermLists {
  term: string
  lists: { segment: number; list: Uint8Array }[]
}

/** Each term once, in rising order, with its lists in the segments that hold it. */
function* mergeTerms(segments: readonly WholeSegment[]): Generator<TermLists> {
  const readers = segments.map(({ pages }, segment) => ({ segment, terms: termsOf(pages) }))
  const heads = readers.flatMap(({ segment, terms }) => {
    const head = terms.next()
    return head.done ? [] : [{ segment, terms, term: head.value[0], list: head.value[1] }]
  })
  while (heads.length > 0) {
    const term = leastOf(heads)
    const lists: TermLists['lists'] = []
    for (let at = 0; at < heads.length; at += 1) {
      const head = heads[at]
      if (head?.term !== term) continue
      lists.push({ segment: head.segment, list: head.list })
      const next = head.terms.next()
      if (next.done) {
        heads.splice(at, 1)
        at -= 1
      } else [head.term, head.list] = next.value
    }
    yield { term, lists }
  }
}

function leastOf(heads: readonly { term: string }[]): string {
  let least = heads[0]?.term ?? ''
  for (const { term } of heads) if (term < least) least = term
  return least
}

function* termsOf(pages: readonly Uint8Array[]): Generator<[term: string, list: Uint8Array]> {
  for (const page of pages) yield* readPage(page)
}

/** A term's lists put together, in the same memory for one term after the other. */
class MergedPostings {
  private readonly places: Int32Array
  private readonly counts: Uint8Array
  private size = 0
  private isRising = true

  constructor(chunkCount: number) {
    this.places = new Int32Array(chunkCount)
    this.counts = new Uint8Array(chunkCount)
  }

  /** @param moved where the chunks of the list's segment went; -1: left out */
  add(list: Uint8Array, moved: Int32Array): void {
    eachPosting(list, (place, counts) => {
      const next = moved[place] ?? -1
      if (next < 0) return
      if (this.size > 0 && next < (this.places[this.size - 1] ?? 0)) this.isRising = false
      this.places[this.size] = next
      this.counts[this.size] = counts
      this.size += 1
    })
  }

  /** In the order of their places; valid until the next list is added. */
  take(): { places: Int32Array; counts: Uint8Array } {
    if (!this.isRising) this.sort()
    const taken = { places: this.places.subarray(0, this.size), counts: this.counts.subarray(0, this.size) }
    this.size = 0
    this.isRising = true
    return taken
  }

  /** By numbers that hold both, which are sorted without a call for each comparison. */
  private sort(): void {
    const both = new Float64Array(this.size)
    for (let at = 0; at < this.size; at += 1) both[at] = (this.places[at] ?? 0) * 256 + (this.counts[at] ?? 0)
    both.sort()
    for (let at = 0; at < this.size; at += 1) {
      this.places[at] = Math.floor((both[at] ?? 0) / 256)
      this.counts[at] = (both[at] ?? 0) % 256
    }
  }
}
