import type { PdfRow } from './pdf-segments'

/** Rows at the top and bottom of a page that are looked at. */
const EDGE_ROWS = 3
const FEWEST_PAGES = 3
/** Left and right pages have headers of their own. */
const SHARE_OF_PAGES = 0.3
const PAGE_NUMBER =
  /^(?:page|seite|p\.|página|pagina)?\s*[-–—|[(]?\s*#\s*(?:[-–—|/\])]|of|von|de|sur)?\s*#?\s*[-–—|\])]?$/i

/**
 * Pages without the headers, footers and page numbers that they share. What a header says stays where it stands
 * first: it may be the only place of a title, or the first row of a table that runs over pages.
 */
export function dropRepeats(pages: readonly PdfRow[][]): PdfRow[][] {
  const counts = new Map<string, number>()
  for (const rows of pages)
    for (const key of new Set(edgesOf(rows).map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1)
  const least = Math.max(FEWEST_PAGES, SHARE_OF_PAGES * pages.length)
  const seen = new Set<string>()
  return pages.map((rows) => {
    const edges = new Set(edgesOf(rows))
    return rows.filter((row) => {
      const key = keyOf(row)
      if (!edges.has(row) || (counts.get(key) ?? 0) < least) return true
      const isFirst = !seen.has(key) && !PAGE_NUMBER.test(key)
      seen.add(key)
      return isFirst
    })
  })
}

function edgesOf(rows: readonly PdfRow[]): PdfRow[] {
  return rows.length <= 2 * EDGE_ROWS ? [...rows] : [...rows.slice(0, EDGE_ROWS), ...rows.slice(-EDGE_ROWS)]
}

/** What it says, whichever the number, on whichever side of the page. */
function keyOf(row: PdfRow): string {
  return row
    .map(({ text }) => text.replace(/\d+/g, '#').replace(/^[ivxlc]{1,7}$/i, '#'))
    .toSorted()
    .join(' ')
    .trim()
}
