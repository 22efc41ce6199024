import { createHash } from 'node:crypto'
import { decodeEntities } from '../read-xml'
import { type HtmlPiece, htmlPieces } from './html-pieces'

export interface ScannedPage {
  title: string | null
  canonical: string | null
  /** What links are relative to, itself relative to the page. */
  base: string | null
  /** Addresses as they stand there, without those that the page asks not to follow. */
  links: string[]
  isIndexed: boolean
  /** Of what a person reads: scripts, styles and attributes, which change with each request on many sites, are left out. */
  fingerprint: string
}

const MAX_LINKS = 2_000
const LONGEST_TITLE = 300

/** Finds what a crawl needs. */
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
  const read = words([page.title ?? '', ...texts].join(' '))
  const fingerprint = createHash('sha256').update(read).digest('hex')
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
  if (name === 'title') head.title ??= words(decodeEntities(content)).trim().slice(0, LONGEST_TITLE) || null
  else if (name === 'base') head.base ??= href
  else if (name === 'link' && has(attributes.get('rel'), 'canonical')) head.canonical ??= href
  else if (name === 'meta' && /^(?:robots|patchbaybot)$/i.test(attributes.get('name') ?? ''))
    head.robots += `${attributes.get('content') ?? ''},`
}

/** Of a meta element or the header X-Robots-Tag. */
export function readRobotsWords(text: string): { isIndexed: boolean; isFollowed: boolean } {
  const said = new Set(text.toLowerCase().split(/[\s,]+/))
  return {
    isIndexed: !said.has('noindex') && !said.has('none'),
    isFollowed: !said.has('nofollow') && !said.has('none'),
  }
}

const words = (text: string) => text.replace(/\s+/g, ' ')
const has = (list: string | undefined, word: string) => list?.toLowerCase().split(/\s+/).includes(word) ?? false
