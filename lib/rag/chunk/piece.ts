import type { ParsedDocument } from '../parse/parsed-document'
import type { TextRange } from '../text/split-sentences'
import type { ChunkKind } from './chunk'

export type ChunkableDocument = Pick<ParsedDocument, 'text' | 'title' | 'pages' | 'sections' | 'shape'>

export type CountTokens = (text: string) => number

/** What a chunker gives; chunkDocument adds the title, the text and the page. */
export interface Piece extends TextRange {
  tokens: number
  kind: ChunkKind
  headings: string[]
  parent?: TextRange
  /** What the piece does not make sense without: a question, or the header of a table that was cut. */
  note?: string | undefined
}

export interface ChunkerInput {
  document: ChunkableDocument
  countTokens: CountTokens
}
