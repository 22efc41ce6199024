import { z } from 'zod'

/** Text on one line without gaps wider than a letter, in points from the lower left corner. */
export interface PdfSegment {
  text: string
  x: number
  right: number
  /** Baseline. */
  y: number
  height: number
  /** The same text, also split at gaps wider than a space: possible cells of a narrow table. */
  cells: PdfCell[]
}

export type PdfCell = Omit<PdfSegment, 'cells'>
export type PdfRow = PdfSegment[]

const TextItem = z.object({
  str: z.string(),
  dir: z.string().catch('ltr'),
  width: z.number(),
  height: z.number(),
  transform: z.array(z.number()).length(6),
})

/** Bullets of the Symbol and Wingdings fonts, which have no Unicode characters. */
const SYMBOL_BULLETS = /[\uf06c\uf06e\uf076\uf0a7\uf0b7\uf0d8\uf0e0\uf0fc]/g

interface Fragment extends PdfCell {
  isRightToLeft: boolean
  /** Counter-clockwise quarter turns. */
  turn: number
}

/** Wider gaps separate columns and cells; justified text has narrower ones. */
const GAP_IN_HEIGHTS = 0.9
const CELL_GAP_IN_HEIGHTS = 0.45
const SPACE_IN_HEIGHTS = 0.15

/**
 * Rows of a page from top to bottom in reading direction; rotated text comes last. Pages in Arabic
 * or Hebrew are mirrored, so that columns and tables start at the right.
 */
export function toRows(items: readonly unknown[]): PdfRow[] {
  const fragments = items.flatMap((item) => toFragment(TextItem.safeParse(item).data))
  const upright = commonTurn(fragments)
  const horizontal = fragments.filter(({ turn }) => turn === upright).map((fragment) => rotated(fragment, upright))
  const isMirrored = isMostlyRightToLeft(horizontal)
  const turned = fragments.filter(({ turn }) => turn !== upright)
  const byTurn = Map.groupBy(turned, ({ turn }) => turn)
  const turnedRows = [...byTurn].flatMap(([turn, group]) => {
    const fragmentsUpright = group.map((fragment) => rotated(fragment, turn))
    return rowsOf(fragmentsUpright, false)
  })
  const uprightRows = rowsOf(isMirrored ? horizontal.map(mirrored) : horizontal, isMirrored)
  // Rotated text along the margin must not be merged into text lines.
  const below = (row: PdfRow) => row.map((segment) => ({ ...segment, y: Number.NEGATIVE_INFINITY }))
  return [...uprightRows, ...turnedRows.map(below)]
}

function toFragment(item: z.infer<typeof TextItem> | undefined): Fragment[] {
  // Some font codes have no known character.
  const decoded = item?.str.replaceAll('\ufffd', '') ?? ''
  if (!item || !decoded.trim()) return []
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = item.transform
  const height = item.height || Math.hypot(c, d)
  const turn = (Math.round(Math.atan2(b, a) / (Math.PI / 2)) + 4) % 4
  const text = asTyped(decoded.replace(/\s+/g, ' ').replace(SYMBOL_BULLETS, '•'))
  return [{ text, x, right: x + item.width, y, height, isRightToLeft: item.dir === 'rtl', turn }]
}

/** Arabic presentation forms and ligatures. */
const DRAWN_FORMS = /[\ufb1d-\ufdff\ufe70-\ufefc]+/g
/** Kashida, which stretches words to justify a line. */
const KASHIDA = /\u0640+/g

function asTyped(text: string): string {
  return text.replace(DRAWN_FORMS, (forms) => forms.normalize('NFKC')).replace(KASHIDA, '')
}

function isMostlyRightToLeft(fragments: readonly Fragment[]): boolean {
  const letters = fragments.reduce(
    (sum, { text, isRightToLeft }) => sum + (isRightToLeft ? text.length : -text.length),
    0,
  )
  return letters > 0
}

const mirrored = (fragment: Fragment): Fragment => ({ ...fragment, x: -fragment.right, right: -fragment.x })

function commonTurn(fragments: readonly Fragment[]): number {
  const letters = [0, 0, 0, 0]
  for (const { turn, text } of fragments) letters[turn] = (letters[turn] ?? 0) + text.length
  return letters.indexOf(Math.max(...letters))
}

/** Rotates the coordinates so that text with this turn is upright. */
function rotated(fragment: Fragment, turn: number): Fragment {
  const { x, y, right } = fragment
  const width = right - x
  const place = [
    { x, y },
    { x: y, y: -x },
    { x: -x, y: -y },
    { x: -y, y: x },
  ][turn] ?? { x, y }
  return { ...fragment, ...place, right: place.x + width }
}

function rowsOf(fragments: readonly Fragment[], isMirrored: boolean): PdfRow[] {
  const rows: Fragment[][] = []
  for (const fragment of fragments.toSorted((item, other) => other.y - item.y || item.x - other.x)) {
    const row = rows.at(-1)
    const tallest = row?.reduce((best, next) => (next.height > best.height ? next : best))
    if (row && tallest && tallest.y - fragment.y < 0.5 * Math.min(tallest.height, fragment.height)) row.push(fragment)
    else rows.push([fragment])
  }
  return rows.map((row) => segmentsOf(row, isMirrored))
}

function segmentsOf(row: readonly Fragment[], isMirrored: boolean): PdfRow {
  // An Arabic word within English is drawn in many pieces, so letters count, not pieces.
  const isRightToLeft = isMirrored
    ? row.filter((fragment) => fragment.isRightToLeft).length > row.length / 2
    : isMostlyRightToLeft(row)
  const isReversed = isRightToLeft !== isMirrored
  const foreign = isMirrored ? row : withWords(row)
  const segments: PdfSegment[] = []
  for (const cell of cellsOf(isRightToLeft ? row.map(withSentenceEnd) : foreign, isReversed)) {
    const last = segments.at(-1)
    if (!last || cell.x - last.right > GAP_IN_HEIGHTS * Math.max(last.height, cell.height)) {
      segments.push({ ...cell, cells: [cell] })
      continue
    }
    last.text = isReversed ? `${cell.text} ${last.text}` : `${last.text} ${cell.text}`
    last.cells.push(cell)
    last.right = Math.max(last.right, cell.right)
    last.height = Math.max(last.height, cell.height)
  }
  return isReversed ? segments.toReversed() : segments
}

/** Joins Arabic within a left-to-right line, which is drawn by letter or word, in reading order. */
function withWords(row: readonly Fragment[]): Fragment[] {
  const pieces: Fragment[] = []
  for (const fragment of row.toSorted((item, other) => item.x - other.x)) {
    const last = pieces.at(-1)
    const [gap, height] = [fragment.x - (last?.right ?? 0), Math.max(last?.height ?? 0, fragment.height)]
    if (!last?.isRightToLeft || !fragment.isRightToLeft || gap > CELL_GAP_IN_HEIGHTS * height) {
      pieces.push(fragment)
      continue
    }
    const text = `${fragment.text}${gap > SPACE_IN_HEIGHTS * height ? ' ' : ''}${last.text}`
    pieces[pieces.length - 1] = { ...last, text, right: Math.max(last.right, fragment.right), height }
  }
  return pieces
}

/** An Arabic sentence that ends with Latin text has its full stop drawn to the left of that text; moves it after it. */
function withSentenceEnd(fragment: Fragment): Fragment {
  if (fragment.isRightToLeft) return fragment
  return { ...fragment, text: fragment.text.replace(/^([.,:;!?\u060c\u061b\u061f]+)([^\s.,:;!?].*)$/, '$2$1') }
}

const VOWEL = '[\\u064b-\\u0652\\u0591-\\u05bd\\u05bf-\\u05c7]'
/** Arabic vowels and Hebrew points are drawn separately, slightly off their letter or after its full stop. */
const APART = new RegExp(`(?<![.,:;!?\\u060c\\u061b\\u061f])([.,:;!?\\u060c\\u061b\\u061f]*)\\s*(${VOWEL}+)`, 'g')

function cellsOf(row: readonly Fragment[], isReversed: boolean): PdfCell[] {
  const cells: (PdfCell & { parts: string[] })[] = []
  for (const fragment of row.toSorted((item, other) => item.x - other.x)) {
    const last = cells.at(-1)
    const gap = last ? fragment.x - last.right : 0
    const height = Math.max(last?.height ?? 0, fragment.height)
    if (!last || gap > CELL_GAP_IN_HEIGHTS * height) {
      const { x, right, y, text } = fragment
      cells.push({ x, right, y, height: fragment.height, text: '', parts: [text] })
      continue
    }
    if (gap > SPACE_IN_HEIGHTS * height) last.parts.push(' ')
    last.parts.push(fragment.text)
    last.right = Math.max(last.right, fragment.right)
    if (fragment.height > last.height) last.y = fragment.y
    last.height = height
  }
  return cells.map(({ parts, ...cell }) => ({
    ...cell,
    text: (isReversed ? parts.toReversed() : parts).join('').replace(/\s+/g, ' ').replace(APART, '$2$1').trim(),
  }))
}
