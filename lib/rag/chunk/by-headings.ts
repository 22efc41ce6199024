import { packByPage } from './pack-units'
import type { ChunkerInput, Piece } from './piece'
import { type SectionRange, sectionsOf } from './sections-of'
import { splitUnits } from './split-units'

/** Keeps sentences, lists and tables whole and never crosses a heading. */
export function byHeadings(input: ChunkerInput, { maxTokens }: { maxTokens: number }): Piece[] {
  return sectionsOf(input.document).flatMap((section) => piecesOfSection(input, section, maxTokens))
}

export function piecesOfSection(
  { document, countTokens }: ChunkerInput,
  section: SectionRange,
  maxTokens: number,
): Piece[] {
  const { start, end, headings } = section
  const isCode = document.shape === 'code'
  const units = splitUnits({ text: document.text, start, end, maxTokens, countTokens, isCode })
  return packByPage(units, document.pages, maxTokens).map(({ header, ...pack }) => ({
    ...pack,
    headings,
    note: header,
  }))
}
