import 'server-only'
import { LruCache } from '@/lib/core/lru-cache'
import { SIGNS_SHARE } from '../../vectors/token-sketches'
import { vectorsPage } from '../../vectors/vectors-page'
import type { ChunkTable, SegmentHead } from './segment'
import type { TermList } from './term-list'
import type { TrigramIndex } from './trigram-index'

/** Limit of pages, decoded lists and chunk tables per process. */
const MAX_BYTES = 96 * 1024 * 1024

/** Size of the entry of a missing term. */
const ABSENT_BYTES = 200

const pageKey = (id: string, page: number) => `page ${id} ${page}`
const listKey = (id: string, term: string) => `list ${id} ${term}`

/** Segments are immutable, so entries never become stale. */
export class SegmentCache {
  private readonly heads: LruCache<string, SegmentHead & { chunks: ChunkTable }>
  /** Pages, and decoded lists from the first search for a term on; pages whose lists are cached get evicted. */
  private readonly parts: LruCache<string, { value: Uint8Array | TermList | null; bytes: number }>
  private readonly vocabularies: LruCache<string, TrigramIndex>

  constructor(private readonly maxBytes = MAX_BYTES) {
    this.heads = new LruCache(maxBytes, (head) => sizeOfHead(head))
    this.parts = new LruCache(maxBytes, ({ bytes }) => bytes)
    this.vocabularies = new LruCache(maxBytes, ({ bytes }) => bytes)
  }

  head(id: string): (SegmentHead & { chunks: ChunkTable }) | undefined {
    return this.heads.get(id)
  }

  keepHead(head: SegmentHead & { chunks: ChunkTable }): void {
    this.heads.set(head.id, head)
    this.shrink()
  }

  page(id: string, page: number): Uint8Array | undefined {
    const found = this.parts.get(pageKey(id, page))?.value
    return found instanceof Uint8Array ? found : undefined
  }

  keepPage(id: string, page: number, bytes: Uint8Array): void {
    const withSigns = page <= vectorsPage(0) ? 1 + SIGNS_SHARE : 1
    this.keepPart(pageKey(id, page), bytes, bytes.length * withSigns)
  }

  /** Null if the segment lacks the term; undefined if that is unknown. */
  list(id: string, term: string): TermList | null | undefined {
    const found = this.parts.get(listKey(id, term))?.value
    return found instanceof Uint8Array ? undefined : found
  }

  keepList(id: string, term: string, list: TermList | null): void {
    this.keepPart(listKey(id, term), list, list?.bytes ?? ABSENT_BYTES)
  }

  vocabulary(id: string): TrigramIndex | undefined {
    return this.vocabularies.get(id)
  }

  keepVocabulary(id: string, vocabulary: TrigramIndex): void {
    this.vocabularies.set(id, vocabulary)
    this.shrink()
  }

  private keepPart(key: string, value: Uint8Array | TermList | null, bytes: number): void {
    this.parts.set(key, { value, bytes })
    this.shrink()
  }

  /** All three share the limit; the entries that are cheapest to read again are removed first. */
  private shrink(): void {
    for (const cache of [this.vocabularies, this.parts, this.heads])
      while (this.heads.size + this.parts.size + this.vocabularies.size > this.maxBytes && cache.evict());
  }
}

function sizeOfHead({ chunkCount, firstTerms }: SegmentHead): number {
  return 200 + chunkCount * 12 + firstTerms.length * 40
}
