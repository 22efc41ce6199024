import { packByPage, packUnits } from './pack-units'
import type { ChunkerInput, Piece } from './piece'
import { sectionsOf } from './sections-of'
import { splitUnits } from './split-units'

export interface ParentChildSettings {
  maxTokens: number
  parentTokens: number
}

/** Small chunks are searched; the surrounding part of the section is returned. */
export function byParents(
  { document, countTokens }: ChunkerInput,
  { maxTokens, parentTokens }: ParentChildSettings,
): Piece[] {
  const { text, pages, shape } = document
  return sectionsOf(document).flatMap(({ start, end, headings }) => {
    // Units are sized for the children, so that a parent consists of whole children.
    const units = splitUnits({ text, start, end, maxTokens, countTokens, isCode: shape === 'code' })
    return packUnits(units, parentTokens).flatMap((parent) => {
      const inside = units.filter((unit) => unit.start >= parent.start && unit.end <= parent.end)
      return packByPage(inside, pages, maxTokens).map(
        ({ header, ...child }): Piece => ({
          ...child,
          headings,
          note: header,
          parent: { start: parent.start, end: parent.end },
        }),
      )
    })
  })
}
