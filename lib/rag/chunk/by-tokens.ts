import { headingsAt, mergeWithOverlap, type OverlapSettings } from './by-recursion'
import { wordsIn } from './cut-to-fit'
import type { ChunkerInput, Piece } from './piece'

/** Pieces of equal size, cut between words, each starting with the last words of the previous one. */
export function byTokens({ document, countTokens }: ChunkerInput, settings: OverlapSettings): Piece[] {
  const { text } = document
  const words = wordsIn({ text, start: 0, end: text.length, countTokens, maxTokens: settings.maxTokens })
  const pathAt = headingsAt(document)
  const kind = document.shape === 'code' ? 'code' : 'text'
  return mergeWithOverlap(words, settings).map((piece) => ({ ...piece, kind, headings: pathAt(piece.start) }))
}
