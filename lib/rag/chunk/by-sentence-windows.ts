import type { ChunkerInput, Piece } from './piece'
import { sectionsOf } from './sections-of'
import { splitUnits } from './split-units'

export interface SentenceWindowSettings {
  maxTokens: number
  windowSentences: number
}

/** Each sentence is searched separately and returned with its neighbors of the same section. */
export function bySentenceWindows(
  { document, countTokens }: ChunkerInput,
  { maxTokens, windowSentences }: SentenceWindowSettings,
): Piece[] {
  const { text, shape } = document
  return sectionsOf(document).flatMap(({ start, end, headings }) => {
    const units = splitUnits({ text, start, end, maxTokens, countTokens, isCode: shape === 'code' })
    return units.map(({ header, kind, ...unit }, index): Piece => {
      const first = units[Math.max(0, index - windowSentences)] ?? unit
      const last = units[Math.min(units.length - 1, index + windowSentences)] ?? unit
      const parent = { start: first.start, end: last.end }
      return { ...unit, kind: kind === 'text' ? 'sentence' : kind, headings, note: header, parent }
    })
  })
}
