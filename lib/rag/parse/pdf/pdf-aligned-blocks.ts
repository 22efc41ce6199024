import type { PdfRow } from './pdf-segments'
import type { PdfTable } from './pdf-tables'

/** Line distances above this factor of the usual one separate paragraphs. */
const BLOCK_GAP = 1.25
const MIN_BLOCKS = 3

interface Block {
  /** Baseline of its first line. */
  y: number
  rows: PdfRow[]
}

export interface AlignedBlocks {
  /** Short lines of the text above, which look like part of the left column. */
  above: PdfRow[]
  table: PdfTable
  below: PdfRow[]
}

/**
 * A table whose cells are paragraphs: both sides have the same number of them, starting at the same
 * heights, unlike columns of prose.
 */
export function alignedBlocks(left: readonly PdfRow[], right: readonly PdfRow[]): AlignedBlocks | null {
  const height = left[0]?.[0]?.height ?? 0
  const [leftBlocks, rightBlocks] = [blocksOf(left), blocksOf(right)]
  const from = leftBlocks.findIndex(({ y }) => Math.abs(y - (rightBlocks[0]?.y ?? Number.NaN)) < height / 2)
  const matchingBlocks = leftBlocks.slice(from, from + rightBlocks.length)
  if (from < 0 || matchingBlocks.length < Math.max(MIN_BLOCKS, rightBlocks.length)) return null
  const isAligned = matchingBlocks.every(
    (block, index) => Math.abs(block.y - (rightBlocks[index]?.y ?? Number.NaN)) < height / 2,
  )
  if (!isAligned) return null
  return {
    above: leftBlocks.slice(0, from).flatMap(({ rows }) => rows),
    table: { cells: matchingBlocks.map((block, index) => [textOf(block), textOf(rightBlocks[index])]) },
    below: leftBlocks.slice(from + rightBlocks.length).flatMap(({ rows }) => rows),
  }
}

function blocksOf(rows: readonly PdfRow[]): Block[] {
  const heights = rows.map((row) => row[0]?.y ?? 0)
  const gaps = heights.slice(1).map((y, index) => (heights[index] ?? 0) - y)
  const usualGap = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 4)] ?? 0
  const blocks: Block[] = []
  for (const [index, row] of rows.entries()) {
    const last = blocks.at(-1)
    if (last && (gaps[index - 1] ?? 0) < BLOCK_GAP * usualGap) last.rows.push(row)
    else blocks.push({ y: heights[index] ?? 0, rows: [row] })
  }
  return blocks
}

function textOf(block: Block | undefined): string {
  return (block?.rows ?? [])
    .flat()
    .map(({ text }) => text)
    .join(' ')
}
