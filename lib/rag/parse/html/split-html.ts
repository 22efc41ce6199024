import { Parser } from 'htmlparser2'

const PIECE_CHARACTERS = 256 * 1_024
const WINDOW_CHARACTERS = 64 * 1_024
/** Layout elements, between whose children text may be split. */
const CONTAINERS = new Set('html body main article section div header footer aside'.split(' '))
/** Elements followed by a line break, except lists: Google Docs writes nested ones after the outer one. */
const BLOCKS = new Set([...CONTAINERS, ...'p h1 h2 h3 h4 h5 h6 dl table pre blockquote figure'.split(' ')])

/**
 * Splits a page into pieces that give the same text one by one: no paragraph, list or table is cut,
 * and enclosing tags are reopened before each piece. A tree of ten megabytes of small elements
 * would take 200 MB.
 */
export function* splitHtml(html: string): Generator<string> {
  /** Open containers; `depth` counts the other elements that are open inside them. */
  const containers: string[] = []
  let depth = 0
  let [pieceStart, pieceAround] = [0, '']
  let last = { at: 0, around: 0 }
  const parser = new Parser({
    onopentag: (name) => {
      if (depth > 0 || !CONTAINERS.has(name)) depth += 1
      else containers.push(name)
    },
    onclosetag: (name, isImplied) => {
      if (depth > 0) depth -= 1
      else containers.pop()
      if (depth > 0 || !BLOCKS.has(name)) return
      // An implicitly closed element ends before the closing tag. The parser reports an end tag at
      // the end of its name.
      const index = isImplied ? parser.startIndex : html.indexOf('>', parser.endIndex) + 1
      if (index > 0) last = { at: index, around: containers.length }
    },
  })
  for (let from = 0; from < html.length; from += WINDOW_CHARACTERS) {
    parser.write(html.slice(from, from + WINDOW_CHARACTERS))
    if (last.at - pieceStart < PIECE_CHARACTERS) continue
    yield pieceAround + html.slice(pieceStart, last.at)
    pieceStart = last.at
    // Without containers that were opened after the cut.
    pieceAround = containers
      .slice(0, last.around)
      .map((name) => `<${name}>`)
      .join('')
  }
  yield pieceAround + html.slice(pieceStart)
}
