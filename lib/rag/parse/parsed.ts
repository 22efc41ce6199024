import type { ParsedDocument } from './parsed-document'
import type { TextBuilder } from './text-builder'

/** Output of a format parser; parseDocument completes it. */
export interface Parsed {
  builder: TextBuilder
  title?: string | undefined
  pages?: ParsedDocument['pages']
  shape?: ParsedDocument['shape']
  properties?: ParsedDocument['properties']
  notices?: ParsedDocument['notices']
  /** Declared language, for texts that are too short for detection. */
  language?: string | undefined
  /** Start of the document's own text, after lines generated in another language. */
  bodyStart?: number
  /** Pages without text that may be scans. */
  scans?: number[]
}
