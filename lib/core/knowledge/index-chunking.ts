import { z } from 'zod'
import { ChunkingSettings, DEFAULT_CHUNKING } from './chunking-settings'

/** User-visible file kinds by media type. */
export const FILE_KINDS = {
  pdf: ['application/pdf'],
  word: [
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.oasis.opendocument.text',
  ],
  slides: ['application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  table: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv', 'text/tab-separated-values'],
  web: ['text/html', 'application/xhtml+xml'],
  markdown: ['text/markdown'],
  text: ['text/plain'],
  data: ['application/json', 'application/jsonl', 'application/x-ndjson'],
  book: ['application/epub+zip'],
  mail: ['message/rfc822'],
} as const satisfies Record<string, readonly string[]>
export const FileKind = z.enum(['pdf', 'word', 'slides', 'table', 'web', 'markdown', 'text', 'data', 'book', 'mail'])
export type FileKind = z.infer<typeof FileKind>

/** Null for a kind without a separate setting, such as source code. */
export function fileKindOf(mimeType: string): FileKind | null {
  const plain = mimeType.split(';')[0]?.trim() ?? ''
  return FileKind.options.find((kind) => FILE_KINDS[kind].some((type) => type === plain)) ?? null
}

/** Chunking settings of an index: a default, with overrides per file kind. */
export const IndexChunking = z.strictObject({
  all: ChunkingSettings.default(DEFAULT_CHUNKING),
  byKind: z.partialRecord(FileKind, ChunkingSettings).default({}),
})
export type IndexChunking = z.infer<typeof IndexChunking>

export function chunkingFor({ all, byKind }: IndexChunking, mimeType: string): ChunkingSettings {
  const kind = fileKindOf(mimeType)
  return (kind && byKind[kind]) ?? all
}
