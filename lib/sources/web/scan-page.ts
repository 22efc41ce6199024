import { createHash } from 'node:crypto'
import { decodeEntities } from '../read-xml'
import { type HtmlPiece, htmlPieces } from './html-pieces'

export interface ScannedPage {
  title: string | null
  canonical: string | null
  /** Base URL of links, resolved against the page. */
  base: string | null
  /** Links as written in the page, excluding nofollow. */
  links: string[]
  isIndexed: boolean
  /**
   * Fingerprint of the visible text. Scripts, styles and attributes are excluded, because many
   * sites change them with each request.
   */
  fingerprint: string
}

const MAX_LINKS = 2_000
const MAX_TITLE_LENGTH = 300

/** Extracts what a crawl needs. */
export function scanPage(html: string): ScannedPage {
  const head: Head = { title: null, canonical: null, base: null, robots: '' }
  const links: string[] = []
  const texts: string[] = []
  for (const piece of htmlPieces(html)) {
    if (piece.type === 'text') texts.push(piece.text)
    else if (piece.name === 'a' || piece.name === 'area') links.push(...linkOf(piece))
    else readHead(head, piece)
  }
  const { robots, ...page } = head
  const { isIndexed, isFollowed } = readRobotsWords(robots)
  const pageWords = words([page.title ?? '', ...texts].join(' '))
  const fingerprint = createHash('sha256').update(pageWords).digest('hex')
  return { ...page, links: isFollowed ? links.slice(0, MAX_LINKS) : [], isIndexed, fingerprint }
}

type Tag = Extract<HtmlPiece, { type: 'tag' }>
type Head = Pick<ScannedPage, 'title' | 'canonical' | 'base'> & { robots: string }

function linkOf({ attributes }: Tag): string[] {
  const href = attributes.get('href')
  return href && !has(attributes.get('rel'), 'nofollow') ? [href] : []
}

/** The first of each kind counts. */
function readHead(head: Head, { name, attributes, content }: Tag): void {
  const href = attributes.get('href') ?? null
  if (name === 'title') head.title ??= words(decodeEntities(content)).trim().slice(0, MAX_TITLE_LENGTH) || null
  else if (name === 'base') head.base ??= href
  else if (name === 'link' && has(attributes.get('rel'), 'canonical')) head.canonical ??= href
  else if (name === 'meta' && /^(?:robots|patchbaybot)$/i.test(attributes.get('name') ?? ''))
    head.robots += `${attributes.get('content') ?? ''},`
}

/** Value of a robots meta element or the X-Robots-Tag header. */
export function readRobotsWords(text: string): { isIndexed: boolean; isFollowed: boolean } {
  const directives = new Set(text.toLowerCase().split(/[\s,]+/))
  return {
    isIndexed: !directives.has('noindex') && !directives.has('none'),
    isFollowed: !directives.has('nofollow') && !directives.has('none'),
  }
}

const words = (text: string) => text.replace(/\s+/g, ' ')
const has = (list: string | undefined, word: string) => list?.toLowerCase().split(/\s+/).includes(word) ?? false
