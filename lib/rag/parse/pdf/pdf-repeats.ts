import type { PdfRow } from './pdf-segments'

/** Rows at the top and bottom of a page that are looked at. */
const EDGE_ROWS = 3
const FEWEST_PAGES = 3
/** Left and right pages have headers of their own. */
const SHARE_OF_PAGES = 0.3
const PAGE_NUMBER =
  /^(?:page|seite|p\.|página|pagina)?\s*[-–—|[(]?\s*#\s*(?:[-–—|/\])]|of|von|de|sur)?\s*#?\s*[-–—|\])]?$/i

/** Rows of a table hold more numbers, of which some are bound to fit. */
const MOST_NUMBERS = 3

/**
 * Pages without the headers, footers and page numbers that they share. What a header says stays where it stands
 * first: it may be the only place of a title, or the first row of a table that runs over pages.
 */
export function dropRepeats(pages: readonly PdfRow[][]): PdfRow[][] {
  const counts = new Map<string, number>()
  for (const [index, rows] of pages.entries())
    for (const key of new Set(edgesOf(rows).flatMap((row) => keysOf(row, index))))
      counts.set(key, (counts.get(key) ?? 0) + 1)
  const least = Math.max(FEWEST_PAGES, SHARE_OF_PAGES * pages.length)
  const seen = new Set<string>()
  return pages.map((rows, index) => {
    const edges = new Set(edgesOf(rows))
    return rows.filter((row) => {
      if (!edges.has(row)) return true
      const isNumber = PAGE_NUMBER.test(textOf(row).replace(/\d+/g, '#'))
      const enough = isNumber ? Math.min(least, 2) : least
      const key = keysOf(row, index).find((candidate) => (counts.get(candidate) ?? 0) >= enough)
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
 * What it says, on whichever side of the page: as it is, and with numbers that count the pages written as what they
 * are ahead of the page. Numbers that count otherwise are content, such as the first row of a table on each page.
 */
function keysOf(row: PdfRow, page: number): string[] {
  const text = textOf(row)
  const numbers = text.match(/\d+/g)?.length ?? 0
  if (numbers > MOST_NUMBERS) return [text]
  return Array.from({ length: 2 ** numbers }, (_, counting) => {
    let at = 0
    return text.replace(/\d+/g, (number) => (counting & (1 << at++) ? `#${Number(number) - page}` : number))
  })
}

function textOf(row: PdfRow): string {
  return row
    .map(({ text }) => text.replace(/^[ivxlc]{1,7}$/i, '#'))
    .toSorted()
    .join(' ')
    .trim()
}
