import 'server-only'
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

/** LRU cache. Segments are immutable, so entries never become stale. */
export class SegmentCache {
  private readonly heads = new Map<string, SegmentHead & { chunks: ChunkTable }>()
  /** Pages, and decoded lists from the first search for a term on; pages whose lists are cached get evicted. */
  private readonly parts = new Map<string, { value: Uint8Array | TermList | null; bytes: number }>()
  private readonly vocabularies = new Map<string, TrigramIndex>()
  private bytes = 0

  constructor(private readonly maxBytes = MAX_BYTES) {}

  head(id: string): (SegmentHead & { chunks: ChunkTable }) | undefined {
    const head = this.heads.get(id)
    if (head) {
      this.heads.delete(id)
      this.heads.set(id, head)
    }
    return head
  }

  keepHead(head: SegmentHead & { chunks: ChunkTable }): void {
    if (!this.heads.has(head.id)) this.bytes += sizeOfHead(head)
    this.heads.set(head.id, head)
    this.shrink()
  }

  page(id: string, page: number): Uint8Array | undefined {
    const found = this.part(pageKey(id, page))
    return found instanceof Uint8Array ? found : undefined
  }

  keepPage(id: string, page: number, bytes: Uint8Array): void {
    const withSigns = page <= vectorsPage(0) ? 1 + SIGNS_SHARE : 1
    this.keepPart(pageKey(id, page), bytes, bytes.length * withSigns)
  }

  /** null: the segment lacks the term; undefined: unknown. */
  list(id: string, term: string): TermList | null | undefined {
    const found = this.part(listKey(id, term))
    return found instanceof Uint8Array ? undefined : found
  }

  keepList(id: string, term: string, list: TermList | null): void {
    this.keepPart(listKey(id, term), list, list?.bytes ?? ABSENT_BYTES)
  }

  vocabulary(id: string): TrigramIndex | undefined {
    return this.vocabularies.get(id)
  }

  keepVocabulary(id: string, vocabulary: TrigramIndex): void {
    if (!this.vocabularies.has(id)) this.bytes += vocabulary.bytes
    this.vocabularies.set(id, vocabulary)
    this.shrink()
  }

  private part(key: string): Uint8Array | TermList | null | undefined {
    const found = this.parts.get(key)
    if (!found) return undefined
    this.parts.delete(key)
    this.parts.set(key, found)
    return found.value
  }

  private keepPart(key: string, value: Uint8Array | TermList | null, bytes: number): void {
    this.bytes += bytes - (this.parts.get(key)?.bytes ?? 0)
    this.parts.set(key, { value, bytes })
    this.shrink()
  }

  private shrink(): void {
    while (this.bytes > this.maxBytes && this.vocabularies.size > 1) {
      const [id, vocabulary] = this.vocabularies.entries().next().value ?? ['', null]
      this.vocabularies.delete(id)
      this.bytes -= vocabulary?.bytes ?? 0
    }
    while (this.bytes > this.maxBytes && this.parts.size > 1) {
      const [key, part] = this.parts.entries().next().value ?? ['', null]
      this.parts.delete(key)
      this.bytes -= part?.bytes ?? 0
    }
    while (this.bytes > this.maxBytes && this.heads.size > 1) {
      const [id, head] = this.heads.entries().next().value ?? ['', null]
      this.heads.delete(id)
      if (head) this.bytes -= sizeOfHead(head)
    }
  }
}

function sizeOfHead({ chunkCount, firstTerms }: SegmentHead): number {
  return 200 + chunkCount * 12 + firstTerms.length * 40
}
