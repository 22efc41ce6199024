import type { ParsedDocument } from '../parse/parsed-document'
import type { TextRange } from '../text/split-sentences'
import type { ChunkKind } from './chunk'

export type ChunkableDocument = Pick<ParsedDocument, 'text' | 'title' | 'pages' | 'sections' | 'shape'>

export type CountTokens = (text: string) => number

/** Output of a chunker; chunkDocument adds title, text and page. */
export interface Piece extends TextRange {
  tokens: number
  kind: ChunkKind
  headings: string[]
  parent?: TextRange
  /** Context that the piece needs: a question, or the header of a split table. */
  note?: string | undefined
}

export interface ChunkerInput {
  document: ChunkableDocument
  countTokens: CountTokens
}
