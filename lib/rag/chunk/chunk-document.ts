import { type ChunkingSettings, DEFAULT_CHUNKING } from '@/lib/core/knowledge/chunking-settings'
import { byHeadings } from './by-headings'
import { byParents } from './by-parents'
import { byQuestions } from './by-questions'
import { byRecursion } from './by-recursion'
import { byRows } from './by-rows'
import { bySentenceWindows } from './by-sentence-windows'
import { byTokens } from './by-tokens'
import { type ChunkerChoice, chooseChunker } from './choose-chunker'
import type { Chunk } from './chunk'
import { pageAt } from './pack-units'
import type { ChunkableDocument, ChunkerInput, CountTokens, Piece } from './piece'

const MAX_CONTEXT_TOKENS = 48

export interface ChunkDocumentOptions {
  document: Omit<ChunkableDocument, 'shape'> & Partial<Pick<ChunkableDocument, 'shape'>>
  countTokens: CountTokens
  settings?: ChunkingSettings
}

/** Splits a document into passages for search. Each is exactly the text between its offsets. */
export function chunkDocument({ document, countTokens, settings = DEFAULT_CHUNKING }: ChunkDocumentOptions): Chunk[] {
  const input: ChunkerInput = { document: { shape: 'prose', ...document }, countTokens }
  const selected = chooseChunker(input.document, settings)
  return cut(input, selected.settings).map((piece, ordinal) =>
    toChunk(input, piece, ordinal, selected.settings.contextHeader),
  )
}

function cut(input: ChunkerInput, settings: ChunkerChoice['settings']): Piece[] {
  switch (settings.chunker) {
    case 'headings':
      return byHeadings(input, settings)
    case 'recursive':
      return byRecursion(input, settings)
    case 'tokens':
      return byTokens(input, settings)
    case 'sentence-window':
      return bySentenceWindows(input, settings)
    case 'parent-child':
      return byParents(input, settings)
    case 'question-answer':
      return byQuestions(input, settings)
    case 'rows':
      return byRows(input, settings)
    default: {
      const unhandled: never = settings
      throw new Error(`Unhandled chunker ${JSON.stringify(unhandled)}`)
    }
  }
}

function toChunk({ document, countTokens }: ChunkerInput, piece: Piece, ordinal: number, withHeader: boolean): Chunk {
  const { start, end, headings, kind, note, parent, tokens } = piece
  const path = withHeader ? clipTokens([document.title, ...headings].filter(Boolean).join(' > '), countTokens) : ''
  const context = note ? [path, clipTokens(note, countTokens)].filter(Boolean).join(' > ') : path
  const isWider = parent !== undefined && (parent.start < start || parent.end > end)
  return {
    ordinal,
    kind,
    text: document.text.slice(start, end),
    context,
    headings,
    page: pageAt(document.pages, piece),
    start,
    end,
    parent: isWider ? parent : null,
    tokenCount: tokens,
  }
}

function clipTokens(text: string, countTokens: CountTokens): string {
  const maxTokens = MAX_CONTEXT_TOKENS
  if (countTokens(text) <= maxTokens) return text
  const words = text.split(/\s+/)
  while (words.length > 1 && countTokens(words.join(' ')) > maxTokens) words.length = Math.ceil(words.length * 0.8) - 1
  return words.join(' ').slice(0, 4 * maxTokens)
}
