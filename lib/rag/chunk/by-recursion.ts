import { splitSentences } from '../text/split-sentences'
import { type CountedRange, wordsIn } from './cut-to-fit'
import type { ChunkerInput, Piece } from './piece'
import { sectionsOf } from './sections-of'
import { blocksOf, linesOf } from './split-units'

export interface OverlapSettings {
  maxTokens: number
  overlapTokens: number
}

/**
 * Splits at paragraphs, lines, sentences, then words until the pieces fit. Merges short neighbors,
 * also across headings.
 */
export function byRecursion({ document, countTokens }: ChunkerInput, settings: OverlapSettings): Piece[] {
  const { text } = document
  const cuts = [
    (range: CountedRange) => blocksOf({ text, ...range }),
    (range: CountedRange) => linesOf(range, text, document.shape === 'code'),
    (range: CountedRange) =>
      splitSentences(text.slice(range.start, range.end)).map(({ start, end }) => ({
        start: range.start + start,
        end: range.start + end,
      })),
    (range: CountedRange) => wordsIn({ text, ...range, countTokens, maxTokens: settings.maxTokens }),
  ]
  const split = (range: CountedRange, depth: number): CountedRange[] => {
    const cut = cuts[depth]
    if (range.tokens <= settings.maxTokens || !cut) return [range]
    return cut(range).flatMap(({ start, end }) =>
      split({ start, end, tokens: countTokens(text.slice(start, end)) }, depth + 1),
    )
  }
  const all = { start: 0, end: text.length, tokens: Number.POSITIVE_INFINITY }
  const pathAt = headingsAt(document)
  const kind = document.shape === 'code' ? 'code' : 'text'
  return mergeWithOverlap(split(all, 0), settings).map((piece) => ({ ...piece, kind, headings: pathAt(piece.start) }))
}

/**
 * Merges neighbors up to the maximum size; each piece but the first starts with the end of the
 * previous one, if that is short enough.
 */
export function mergeWithOverlap(
  ranges: readonly CountedRange[],
  { maxTokens, overlapTokens }: OverlapSettings,
): CountedRange[] {
  const pieces: CountedRange[] = []
  let from = 0
  let tokens = 0
  for (const [index, range] of ranges.entries()) {
    if (index > from && tokens + range.tokens > maxTokens) {
      pieces.push({ start: ranges[from]?.start ?? 0, end: ranges[index - 1]?.end ?? 0, tokens })
      const overlap = overlapBefore(ranges, { from, index, room: Math.min(overlapTokens, maxTokens - range.tokens) })
      from = overlap.from
      tokens = overlap.tokens
    }
    tokens += range.tokens
  }
  const last = ranges.at(-1)
  if (last) pieces.push({ start: ranges[from]?.start ?? 0, end: last.end, tokens })
  return pieces
}

function overlapBefore(
  ranges: readonly CountedRange[],
  { from, index, room }: { from: number; index: number; room: number },
) {
  let first = index
  let tokens = 0
  for (let position = index - 1; position > from; position -= 1) {
    const size = ranges[position]?.tokens ?? 0
    if (tokens + size > room) break
    tokens += size
    first = position
  }
  return { from: first, tokens }
}

/** Returns the headings above a position in the text. */
export function headingsAt(document: ChunkerInput['document']): (start: number) => string[] {
  const sections = sectionsOf(document)
  return (start) => {
    let [low, high] = [0, sections.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sections[middle]?.end ?? 0) <= start) low = middle + 1
      else high = middle
    }
    return sections[low]?.headings ?? []
  }
}
