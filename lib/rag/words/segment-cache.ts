import 'server-only'
import type { SegmentHead } from './segment'
import type { ChunkTable } from './segment-codec'
import type { TrigramIndex } from './trigram-index'

/** Of pages and chunk tables, for the whole process. */
const MAX_BYTES = 96 * 1024 * 1024

/** Segments never change, so what was read once holds for as long as the segment is there. Least recently used goes first. */
export class SegmentCache {
  private readonly heads = new Map<string, SegmentHead & { chunks: ChunkTable }>()
  private readonly pages = new Map<string, Uint8Array>()
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
    const key = `${id}/${page}`
    const bytes = this.pages.get(key)
    if (bytes) {
      this.pages.delete(key)
      this.pages.set(key, bytes)
    }
    return bytes
  }

  keepPage(id: string, page: number, bytes: Uint8Array): void {
    const key = `${id}/${page}`
    if (!this.pages.has(key)) this.bytes += bytes.length
    this.pages.set(key, bytes)
    this.shrink()
  }

  vocabulary(id: string): TrigramIndex | undefined {
    return this.vocabularies.get(id)
  }

  keepVocabulary(id: string, vocabulary: TrigramIndex): void {
    if (!this.vocabularies.has(id)) this.bytes += vocabulary.bytes
    this.vocabularies.set(id, vocabulary)
    this.shrink()
  }

  private shrink(): void {
    while (this.bytes > this.maxBytes && this.vocabularies.size > 1) {
      const [id, vocabulary] = this.vocabularies.entries().next().value ?? ['', null]
      this.vocabularies.delete(id)
      this.bytes -= vocabulary?.bytes ?? 0
    }
    while (this.bytes > this.maxBytes && this.pages.size > 1) {
      const [key, bytes] = this.pages.entries().next().value ?? ['', new Uint8Array()]
      this.pages.delete(key)
      this.bytes -= bytes.length
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
