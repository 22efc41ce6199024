import { alignedBlocks } from './pdf-aligned-blocks'
import type { PdfRow, PdfSegment } from './pdf-segments'
import type { PdfTable } from './pdf-tables'

const STEP_POINTS = 2
const MIN_LINES = 5
/** Maximum share of lines that cross the gutter: titles, abstracts and wide figures. */
const MAX_CROSSING = 0.4
/** A line of prose fills its column, a table cell does not. */
const FULL_LINE = 0.6
/** Minimum share of prose in full lines, by letters. */
const FULL_SHARE = 0.55
const MAX_DEPTH = 3

/**
 * The parts of a page in reading order: columns of prose one after the other, between lines that
 * span them. Recursive X-Y cut (Nagy & Seth 1984) that starts with the widest gutter and keeps
 * tables whole. Two columns whose paragraphs all start at the same heights are a table with long
 * cells.
 */
export function inReadingOrder(rows: readonly PdfRow[], depth = 0): (PdfRow[] | PdfTable)[] {
  const gutter = depth < MAX_DEPTH ? findGutter(rows) : null
  if (gutter === null) return rows.length > 0 ? [[...rows]] : []
  const regions: (PdfRow[] | PdfTable)[] = []
  let band: PdfRow[] = []
  let fullWidthRows: PdfRow[] = []
  const flushBand = () => {
    const { left, right } = splitAt(band, gutter)
    const aligned = alignedBlocks(left, right)
    if (aligned) regions.push(aligned.above, aligned.table, aligned.below)
    else regions.push(...inReadingOrder(left, depth + 1), ...inReadingOrder(right, depth + 1))
    band = []
  }
  const flushAcross = () => {
    if (fullWidthRows.length > 0) regions.push(fullWidthRows)
    fullWidthRows = []
  }
  for (const row of rows) {
    if (row.some((segment) => crosses(segment, gutter))) {
      flushBand()
      fullWidthRows.push(row)
    } else {
      flushAcross()
      band.push(row)
    }
  }
  flushBand()
  flushAcross()
  return regions
}

/** The position crossed by the fewest lines, if both sides are prose. */
function findGutter(rows: readonly PdfRow[]): number | null {
  const segments = rows.flat()
  const [from, to] = extent(segments)
  const width = to - from
  let best = { crossing: Number.POSITIVE_INFINITY, start: 0, end: 0 }
  for (let position = from + 0.2 * width; position < to - 0.2 * width; position += STEP_POINTS) {
    const crossing = segments.filter((segment) => crosses(segment, position)).length
    if (crossing < best.crossing) best = { crossing, start: position, end: position }
    // The middle of the first such stretch: a gutter, as opposed to a wider ragged margin after it.
    else if (crossing === best.crossing && position - best.end <= STEP_POINTS) best.end = position
  }
  const gutter = (best.start + best.end) / 2
  const { left, right } = splitAt(rows, gutter)
  const isRare = best.crossing <= MAX_CROSSING * (left.length + right.length)
  return isRare && isProse(left) && isProse(right) ? gutter : null
}

/** The parts of rows on both sides of a gutter, without empty rows. */
function splitAt(rows: readonly PdfRow[], gutter: number): { left: PdfRow[]; right: PdfRow[] } {
  const left = rows.map((row) => row.filter((segment) => segment.right <= gutter))
  const right = rows.map((row) => row.filter((segment) => segment.x >= gutter))
  return { left: left.filter((row) => row.length > 0), right: right.filter((row) => row.length > 0) }
}

function isProse(rows: readonly PdfRow[]): boolean {
  if (rows.length < MIN_LINES) return false
  const [from, to] = extent(rows.flat())
  const letters = rows.map((row) => row.reduce((sum, { text }) => sum + text.length, 0))
  const fullLines = rows.map((row) => row.reduce((sum, { x, right }) => sum + right - x, 0) > FULL_LINE * (to - from))
  const inFullLines = letters.reduce((sum, count, index) => sum + (fullLines[index] ? count : 0), 0)
  const all = letters.reduce((sum, count) => sum + count, 0)
  const words = rows.flat().reduce((sum, { text }) => sum + text.split(' ').length, 0)
  return inFullLines > FULL_SHARE * all && words / rows.length >= 3
}

function crosses({ x, right }: PdfSegment, position: number): boolean {
  return x < position - 1 && right > position + 1
}

function extent(segments: readonly PdfSegment[]): [number, number] {
  return segments.reduce<[number, number]>(
    ([from, to], { x, right }) => [Math.min(from, x), Math.max(to, right)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  )
}
