import type { ParsedDocument } from './parsed-document'
import type { TextBuilder } from './text-builder'

/** What the parser of one format gives; parseDocument makes a document of it. */
export interface Parsed {
  builder: TextBuilder
  title?: string | undefined
  pages?: ParsedDocument['pages']
  shape?: ParsedDocument['shape']
  properties?: ParsedDocument['properties']
  notices?: string[]
  /** What the file says that it is written in, for texts that do not tell it themselves. */
  language?: string | undefined
  /** Where its own text begins, behind lines that a program wrote in a language of its own. */
  bodyStart?: number
  /** Pages that hold no text and may be pictures of it. */
  scans?: number[]
}
