import type { PdfRow } from './pdf-segments'

/** Number of rows checked at the top and bottom of a page. */
const EDGE_ROWS = 3
const MIN_PAGES = 3
/** Below half, because left and right pages have different headers. */
const MIN_SHARE_OF_PAGES = 0.3
const PAGE_NUMBER =
  /^(?:page|seite|p\.|página|pagina)?\s*[-–—|[(]?\s*#\s*(?:[-–—|/\])]|of|von|de|sur)?\s*#?\s*[-–—|\])]?$/i

/** Rows with more numbers belong to tables, where some match by chance. */
const MAX_NUMBERS = 3

/**
 * Removes repeated headers, footers and page numbers. The first occurrence of a header is kept: it
 * may be the only title, or the first row of a table across pages.
 */
export function dropRepeats(pages: readonly PdfRow[][]): PdfRow[][] {
  const counts = new Map<string, number>()
  for (const [index, rows] of pages.entries())
    for (const key of new Set(edgesOf(rows).flatMap((row) => keysOf(row, index))))
      counts.set(key, (counts.get(key) ?? 0) + 1)
  const minPages = Math.max(MIN_PAGES, MIN_SHARE_OF_PAGES * pages.length)
  const seen = new Set<string>()
  return pages.map((rows, index) => {
    const edges = new Set(edgesOf(rows))
    return rows.filter((row) => {
      if (!edges.has(row)) return true
      const isNumber = PAGE_NUMBER.test(textOf(row).replace(/\d+/g, '#'))
      const requiredPages = isNumber ? Math.min(minPages, 2) : minPages
      const key = keysOf(row, index).find((candidate) => (counts.get(candidate) ?? 0) >= requiredPages)
      if (key === undefined) return true
      const isFirst = !seen.has(key) && !isNumber
      seen.add(key)
      return isFirst
    })
  })
}

function edgesOf(rows: readonly PdfRow[]): PdfRow[] {
  return rows.length <= 2 * EDGE_ROWS ? [...rows] : [...rows.slice(0, EDGE_ROWS), ...rows.slice(-EDGE_ROWS)]
}

/**
 * Keys of a row regardless of the page side: the literal text, and the text with page-counting
 * numbers replaced by their offset. Other numbers are content, such as the first row of a table on
 * each page.
 */
function keysOf(row: PdfRow, page: number): string[] {
  const text = textOf(row)
  const numbers = text.match(/\d+/g)?.length ?? 0
  if (numbers > MAX_NUMBERS) return [text]
  return Array.from({ length: 2 ** numbers }, (_, counting) => {
    // Bit n of `counting` is set if the nth number counts the pages.
    let index = 0
    return text.replace(/\d+/g, (number) => (counting & (1 << index++) ? `#${Number(number) - page}` : number))
  })
}

function textOf(row: PdfRow): string {
  return row
    .map(({ text }) => text.replace(/^[ivxlc]{1,7}$/i, '#'))
    .toSorted()
    .join(' ')
    .trim()
}
