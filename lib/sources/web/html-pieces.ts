import { decodeEntities } from '../read-xml'

export type HtmlPiece =
  | { type: 'text'; text: string }
  /** `content` is set only for elements with raw text, such as scripts. */
  | { type: 'tag'; name: string; attributes: Map<string, string>; content: string }

const MAX_ATTRIBUTES = 60
const RAW = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes'])

/**
 * Scans HTML in one pass without a tree, in linear time, since untrusted pages are read in the
 * server process. Skips comments and end tags.
 */
export function* htmlPieces(html: string): Generator<HtmlPiece> {
  let index = 0
  for (;;) {
    const open = html.indexOf('<', index)
    if (open !== index) yield { type: 'text', text: html.slice(index, open === -1 ? undefined : open) }
    if (open === -1) return
    const tag = readTag(html, open)
    index = tag?.end ?? behindMark(html, open)
    if (!tag) continue
    const close = RAW.has(tag.name) ? closing(html, tag.name, index) : index
    const content = html.slice(index, close ?? undefined)
    yield { type: 'tag', name: tag.name, attributes: tag.attributes, content }
    // An unclosed element extends to the end.
    if (close === null) return
    index = close
  }
}

/** Skips a comment, or a `<` that starts no tag. */
function behindMark(html: string, open: number): number {
  if (!html.startsWith('<!--', open)) return open + 1
  const end = html.indexOf('-->', open + 4)
  return end === -1 ? html.length : end + 3
}

interface Tag {
  name: string
  attributes: Map<string, string>
  /** Index after its `>`. */
  end: number
}

const NAME = /<([a-z][^\s/>]*)/iy
const ATTRIBUTE = /[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*)))?/y

/** null for end tags and for a `<` that starts no tag. */
function readTag(html: string, open: number): Tag | null {
  NAME.lastIndex = open
  const name = NAME.exec(html)?.[1]?.toLowerCase()
  if (name === undefined) return null
  const attributes = new Map<string, string>()
  let at = open + 1 + name.length
  for (;;) {
    ATTRIBUTE.lastIndex = at
    const found = ATTRIBUTE.exec(html)
    if (!found || attributes.size > MAX_ATTRIBUTES) break
    const [match, key = '', double, single, bare] = found
    if (!attributes.has(key.toLowerCase()))
      attributes.set(key.toLowerCase(), decodeEntities(double ?? single ?? bare ?? ''))
    at += match.length
  }
  const end = html.indexOf('>', at)
  return { name, attributes, end: end === -1 ? html.length : end + 1 }
}

function closing(html: string, name: string, from: number): number | null {
  const pattern = new RegExp(`</${name}`, 'gi')
  pattern.lastIndex = from
  return pattern.exec(html)?.index ?? null
}
