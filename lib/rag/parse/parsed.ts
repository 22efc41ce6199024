import type { ParsedDocument } from '../parsed-document'
import type { TextBuilder } from './text-builder'

/** What the parser of one format gives; parseDocument makes a document of it. */
export interface Parsed {
  builder: TextBuilder
  title?: string | undefined
  pages?: ParsedDocument['pages']
  shape?: ParsedDocument['shape']
  properties?: ParsedDocument['properties']
  notices?: string[]
  /** Pages that hold no text and may be pictures of it. */
  scans?: number[]
}
