import type { Json, JsonObject } from '@/lib/core/json'

/** A document from a run's inputs as an edge value of kind `file`: metadata and text. */
export interface FileValue extends JsonObject {
  fileId: string
  name: string
  mediaType: string
  sizeBytes: number
  text: string
  /** Text ranges of the pages; empty without pages. */
  pages: { page: number; start: number; end: number }[]
}

/** Long enough for a coherent thought, short enough to be ranked separately. */
const PASSAGE_CHARACTERS = 1_600
/** The passage number takes the last six digits of its id. */
const MAX_PASSAGES = 0xff_ffff

export function isFile(value: Json): value is FileValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const { fileId, name, text, pages } = value
  return typeof fileId === 'string' && typeof name === 'string' && typeof text === 'string' && Array.isArray(pages)
}

/**
 * Splits a file's text into passages with pages, so that files work wherever passages do. Ids are
 * the file's with the passage number in the last six digits, which leads from a passage to its
 * file.
 */
export function filePassages({ fileId, name, text, pages }: FileValue): JsonObject[] {
  const ranges = pages.length > 0 ? pages : [{ page: null, start: 0, end: text.length }]
  const parts = ranges.flatMap(({ page, start, end }) =>
    splitRange(text, start, end).map((part) => ({ ...part, page })),
  )
  return parts.slice(0, MAX_PASSAGES).map(({ start, end, page }, index) => ({
    chunkId: `${fileId.slice(0, -6)}${index.toString(16).padStart(6, '0')}`,
    documentId: fileId,
    documentName: name,
    knowledgeBaseId: '',
    headings: [],
    text: text.slice(start, end),
    page,
    start,
    end,
    vectorRank: null,
    keywordRank: null,
    score: 0,
  }))
}

/** Splits at the end of a paragraph, else of a sentence, else of a word; never within a surrogate pair. */
function splitRange(text: string, from: number, to: number): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  for (let start = from; start < to; ) {
    const end = to - start <= PASSAGE_CHARACTERS ? to : cutBefore(text, start, start + PASSAGE_CHARACTERS)
    const trimmed = trim(text, start, end)
    if (trimmed) found.push(trimmed)
    start = end
  }
  return found
}

function cutBefore(text: string, start: number, limit: number): number {
  const minEnd = start + PASSAGE_CHARACTERS / 2
  for (const mark of ['\n\n', '\n', '. ', ' ']) {
    const index = text.lastIndexOf(mark, limit - mark.length)
    if (index >= minEnd) return index + mark.length
  }
  const code = text.charCodeAt(limit - 1)
  return code >= 0xd8_00 && code <= 0xdb_ff ? limit - 1 : limit
}

function trim(text: string, start: number, end: number): { start: number; end: number } | null {
  const part = text.slice(start, end)
  const left = part.length - part.trimStart().length
  const trailing = part.length - part.trimEnd().length
  return left === part.length ? null : { start: start + left, end: end - trailing }
}
