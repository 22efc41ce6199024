import type { Json, JsonObject } from '@/lib/core/json'

/** A document that came with a run's inputs, as it flows over an edge of kind `file`: what it is, and its text. */
export interface FileValue extends JsonObject {
  fileId: string
  name: string
  mediaType: string
  sizeBytes: number
  text: string
  /** Where the pages stand in the text; empty for what has none. */
  pages: { page: number; start: number; end: number }[]
}

/** Long enough to hold a thought, short enough to be told apart from others by a reranker. */
const PASSAGE_CHARACTERS = 1_600
/** Their number takes the last six digits of a passage's id. */
const MAX_PASSAGES = 0xff_ffff

export function isFile(value: Json): value is FileValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const { fileId, name, text, pages } = value
  return typeof fileId === 'string' && typeof name === 'string' && typeof text === 'string' && Array.isArray(pages)
}

/**
 * A file's text as passages with their pages, so that whatever answers from passages answers from files too. Their ids
 * are the file's with the passage's number in the last six digits: who knows the file finds the passage.
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

/** Cut where a paragraph ends, else a sentence, else a word; never within a surrogate pair. */
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
  const least = start + PASSAGE_CHARACTERS / 2
  for (const mark of ['\n\n', '\n', '. ', ' ']) {
    const at = text.lastIndexOf(mark, limit - mark.length)
    if (at >= least) return at + mark.length
  }
  const code = text.charCodeAt(limit - 1)
  return code >= 0xd8_00 && code <= 0xdb_ff ? limit - 1 : limit
}

function trim(text: string, start: number, end: number): { start: number; end: number } | null {
  const part = text.slice(start, end)
  const left = part.length - part.trimStart().length
  const right = part.length - part.trimEnd().length
  return left === part.length ? null : { start: start + left, end: end - right }
}
