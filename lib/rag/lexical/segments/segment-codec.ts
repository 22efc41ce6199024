import { yieldToEventLoop } from '../../text/yield-to-event-loop'
import { ByteReader, ByteWriter } from './bytes'
import type { ChunkTable, Postings, Segment } from './segment'
import { TermList } from './term-list'
import { encodeVocabulary } from './vocabulary'

/** A page is closed at this size; one long list may exceed it. */
const PAGE_BYTES = 16_384
const TERMS_AT_A_TIME = 500
const encoder = new TextEncoder()
const decoder = new TextDecoder()

export interface EncodedSegment {
  /** Numbers and lengths of the chunks. */
  chunks: Uint8Array
  pages: Uint8Array[]
  firstTerms: string[]
  vocabulary: Uint8Array
  /** Vectors of the chunks (`encodeVectors`), if they are known and the database has no index for them. */
  vectors?: readonly Uint8Array[] | undefined
}

/** Encodes a segment. Yields to the event loop. */
export async function encodeSegment(segment: Segment): Promise<EncodedSegment> {
  const { numbers, textLengths, contextLengths, postings } = segment
  const pages = new PageWriter()
  for (const [index, term] of [...postings.keys()].sort().entries()) {
    if (index % TERMS_AT_A_TIME === TERMS_AT_A_TIME - 1) await yieldToEventLoop()
    pages.add(term, encodePostings(postings.get(term)))
  }
  return { chunks: encodeChunks({ numbers, textLengths, contextLengths }), ...pages.finish() }
}

/** Writes terms in ascending order, split into pages. */
export class PageWriter {
  private readonly page = new ByteWriter()
  private readonly pages: Uint8Array[] = []
  private readonly firstTerms: string[] = []
  private readonly terms: string[] = []

  /** @param list from `encodePostings`; copied */
  add(term: string, list: Uint8Array): void {
    if (this.page.length >= PAGE_BYTES) this.close()
    if (this.page.length === 0) this.firstTerms.push(term)
    this.terms.push(term)
    this.page.text(term)
    this.page.number(list.length)
    this.page.append(list)
  }

  finish(): Omit<EncodedSegment, 'chunks' | 'vectors'> {
    if (this.page.length > 0) this.close()
    return { pages: this.pages, firstTerms: this.firstTerms, vocabulary: encodeVocabulary(this.terms) }
  }

  private close(): void {
    this.pages.push(this.page.finish())
    this.page.clear()
  }
}

export function encodeChunks({ numbers, textLengths, contextLengths }: ChunkTable): Uint8Array {
  const writer = new ByteWriter()
  writer.number(numbers.length)
  let previous = 0
  for (const [index, number] of numbers.entries()) {
    writer.number(number - previous)
    writer.number(textLengths[index] ?? 0)
    writer.number(contextLengths[index] ?? 0)
    previous = number
  }
  return writer.finish()
}

export function decodeChunks(bytes: Uint8Array): ChunkTable {
  const reader = new ByteReader(bytes)
  const count = reader.number()
  const numbers = new Float64Array(count)
  const textLengths = new Uint16Array(count)
  const contextLengths = new Uint16Array(count)
  let number = 0
  for (let index = 0; index < count; index += 1) {
    number += reader.number()
    numbers[index] = number
    textLengths[index] = reader.number()
    contextLengths[index] = reader.number()
  }
  return { numbers, textLengths, contextLengths }
}

type AnyPostings = Record<keyof Postings, ArrayLike<number>>

/** Reused for all lists, since most have few bytes. */
const listWriter = new ByteWriter()

/** @returns bytes that are valid until the next list is encoded */
export function encodePostings(postings: AnyPostings | undefined): Uint8Array {
  const { places, counts } = postings ?? { places: [], counts: [] }
  listWriter.clear()
  listWriter.number(places.length)
  let previous = 0
  for (let index = 0; index < places.length; index += 1) {
    const position = places[index] ?? 0
    listWriter.number(position - previous)
    listWriter.byte(counts[index] ?? 0)
    previous = position
  }
  return listWriter.view()
}

/**
 * Decodes a list. Visits every posting of a term, so numbers are decoded inline.
 * @param list from `encodePostings`
 */
export function decodePostings(list: Uint8Array): TermList {
  const reader = new ByteReader(list)
  const count = reader.number()
  const places = new Int32Array(count)
  const counts = new Uint8Array(count)
  let at = reader.at
  let position = 0
  for (let index = 0; index < count; index += 1) {
    let byte = list[at++] ?? 0
    let gap = byte & 127
    for (let shift = 7; byte > 127; shift += 7) {
      byte = list[at++] ?? 0
      gap |= (byte & 127) << shift
    }
    position += gap
    places[index] = position
    counts[index] = list[at++] ?? 0
  }
  return new TermList(places, counts)
}

/** Calls back for each posting, in order, without allocations. */
export function eachPosting(list: Uint8Array, onPosting: (index: number, counts: number) => void): void {
  const reader = new ByteReader(list)
  const count = reader.number()
  let position = 0
  for (let index = 0; index < count; index += 1) {
    position += reader.number()
    onPosting(position, reader.byte())
  }
}

/** The page that may contain a term, or -1. */
export function pageOf(firstTerms: readonly string[], term: string): number {
  let low = 0
  let high = firstTerms.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((firstTerms[middle] ?? '') <= term) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** A term's encoded list on a page. */
export function findOnPage(page: Uint8Array, term: string): Uint8Array | null {
  const termBytes = encoder.encode(term)
  const reader = new ByteReader(page)
  while (!reader.isAtEnd) {
    const length = reader.number()
    const isWanted = length === termBytes.length && matchesAt(page, reader.at, termBytes)
    reader.at += length
    const size = reader.number()
    if (isWanted) return reader.take(size)
    reader.at += size
  }
  return null
}

function matchesAt(page: Uint8Array, position: number, expected: Uint8Array): boolean {
  for (let index = 0; index < expected.length; index += 1) if (page[position + index] !== expected[index]) return false
  return true
}

/** All terms of a page with their encoded lists, in order. */
export function* readPage(page: Uint8Array): Generator<[term: string, list: Uint8Array]> {
  const reader = new ByteReader(page)
  while (!reader.isAtEnd) {
    const term = decoder.decode(reader.take(reader.number()))
    yield [term, reader.take(reader.number())]
  }
}
