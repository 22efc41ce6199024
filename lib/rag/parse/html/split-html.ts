import { Parser } from 'htmlparser2'

const PIECE_CHARACTERS = 256 * 1_024
const WINDOW_CHARACTERS = 64 * 1_024
/** What pages are laid out with; text may be cut between two of the things within. */
const CONTAINERS = new Set('html body main article section div header footer aside'.split(' '))
/** Behind the end of each of these a new line begins. Not lists: Google Docs writes one within another behind it. */
const BLOCKS = new Set([...CONTAINERS, ...'p h1 h2 h3 h4 h5 h6 dl table pre blockquote figure'.split(' ')])

/**
 * A page in pieces that read the same one by one: no paragraph, list or table is cut, and what is open around a piece is
 * opened again before it, so that its end ends a line there too. As a tree, ten megabytes of small elements take 200 MB.
 */
export function* splitHtml(html: string): Generator<string> {
  /** Containers that are open, and within them how many elements from the first one on that is none. */
  const around: string[] = []
  let depth = 0
  let [pieceStart, pieceAround] = [0, '']
  let last = { at: 0, around: 0 }
  const parser = new Parser({
    onopentag: (name) => {
      if (depth > 0 || !CONTAINERS.has(name)) depth += 1
      else around.push(name)
    },
    onclosetag: (name, isImplied) => {
      if (depth > 0) depth -= 1
      else around.pop()
      if (depth > 0 || !BLOCKS.has(name)) return
      // What another tag closes ends before that tag. The parser tells an end tag at the end of its name.
      const at = isImplied ? parser.startIndex : html.indexOf('>', parser.endIndex) + 1
      if (at > 0) last = { at, around: around.length }
    },
  })
  for (let from = 0; from < html.length; from += WINDOW_CHARACTERS) {
    parser.write(html.slice(from, from + WINDOW_CHARACTERS))
    if (last.at - pieceStart < PIECE_CHARACTERS) continue
    yield pieceAround + html.slice(pieceStart, last.at)
    pieceStart = last.at
    // Where a container has ended since, it was cut there.
    pieceAround = around
      .slice(0, last.around)
      .map((name) => `<${name}>`)
      .join('')
  }
  yield pieceAround + html.slice(pieceStart)
}
