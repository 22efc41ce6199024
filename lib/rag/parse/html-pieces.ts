import { Parser } from 'htmlparser2'

const PIECE_CHARACTERS = 256 * 1_024
const WINDOW_CHARACTERS = 64 * 1_024
/** What pages are laid out with; text may be cut between two of the things within. */
const CONTAINERS = new Set('html body main article section div header footer aside'.split(' '))
/** Behind the end of each of these a new line begins. */
const BLOCKS = new Set([...CONTAINERS, ...'p h1 h2 h3 h4 h5 h6 ul ol dl table pre blockquote figure'.split(' ')])

/**
 * A page in pieces that read the same one by one: no paragraph, list or table is cut, and what is open around a piece only
 * lays it out. As a tree, ten megabytes of small elements take 200 MB.
 */
export function* htmlPieces(html: string): Generator<string> {
  let pieceStart = 0
  let lastCut = 0
  /** Elements that are open from the first one on that is no container. */
  let depth = 0
  const parser = new Parser({
    onopentag: (name) => {
      if (depth > 0 || !CONTAINERS.has(name)) depth += 1
    },
    onclosetag: (name, isImplied) => {
      if (depth > 0) depth -= 1
      // What another tag closes ends before that tag.
      if (depth === 0 && BLOCKS.has(name)) lastCut = isImplied ? parser.startIndex : parser.endIndex + 1
    },
  })
  for (let from = 0; from < html.length; from += WINDOW_CHARACTERS) {
    parser.write(html.slice(from, from + WINDOW_CHARACTERS))
    if (lastCut - pieceStart < PIECE_CHARACTERS) continue
    yield html.slice(pieceStart, lastCut)
    pieceStart = lastCut
  }
  yield html.slice(pieceStart)
}
