import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { decodeEntities, readXml } from '@/lib/sources/read-xml'

export interface FeedEntry {
  id: string
  title: string
  url: string
  /** The text without its markup. */
  summary: string
  author: string
  /** An ISO time; empty if the feed names none. */
  publishedAt: string
}

/** The elements that may contain a property of an entry; the first one that a feed uses counts. */
const NAMES = {
  id: ['guid', 'id'],
  summary: ['encoded', 'content', 'summary', 'description'],
  author: ['name', 'creator', 'author'],
  publishedAt: ['published', 'pubdate', 'date', 'updated'],
}

/** The entries of an RSS, RDF or Atom feed in its order. @throws TOOL_FAILED for other documents */
export function readFeed(xml: string): { title: string; entries: FeedEntry[] } {
  const feed: FeedState = { isFeed: false, title: '', fields: null, entries: [] }
  for (const event of readXml(xml)) {
    const name = event.name.toLowerCase()
    if (event.type === 'open') openElement(feed, name, event.tag)
    else closeElement(feed, name, event.text)
  }
  if (!feed.isFeed) throw new AppError('TOOL_FAILED', problem('plugins.notFeed'))
  return { title: plainText(feed.title), entries: feed.entries }
}

interface FeedState {
  isFeed: boolean
  title: string
  /** Texts by element of the entry that is being read; null outside of an entry. */
  fields: Map<string, string> | null
  entries: FeedEntry[]
}

const ROOTS = new Set(['rss', 'feed', 'rdf'])
const ENTRIES = new Set(['item', 'entry'])

function openElement(feed: FeedState, name: string, tag: string): void {
  feed.isFeed ||= ROOTS.has(name)
  if (ENTRIES.has(name)) feed.fields = new Map()
  else if (name === 'link' && feed.fields) keepFirst(feed.fields, 'link', hrefOf(tag) ?? '')
}

function closeElement(feed: FeedState, name: string, text: string): void {
  const { fields } = feed
  if (fields && ENTRIES.has(name)) {
    feed.entries.push(entryOf(fields))
    feed.fields = null
  } else if (fields) keepFirst(fields, name, text)
  else if (name === 'title') feed.title ||= text
}

/** Texts of an element with this name, such as the authors of each entry. */
export function readElements(xml: string, entry: string, element: string): string[][] {
  const found: string[][] = []
  for (const event of readXml(xml)) {
    if (event.type === 'open' && event.name === entry) found.push([])
    if (event.type === 'close' && event.name === element) found.at(-1)?.push(event.text)
  }
  return found
}

function entryOf(fields: Map<string, string>): FeedEntry {
  const first = (names: readonly string[]) => names.map((name) => fields.get(name)).find(Boolean) ?? ''
  const url = first(['link'])
  const title = plainText(first(['title']))
  const at = Date.parse(first(NAMES.publishedAt))
  return {
    id: first(NAMES.id) || url || title,
    title,
    url,
    summary: plainText(first(NAMES.summary)).slice(0, 20_000),
    author: plainText(first(NAMES.author)),
    publishedAt: Number.isNaN(at) ? '' : new Date(at).toISOString(),
  }
}

/** The address in `<link rel="alternate" href="…"/>`; null for other relations, which are not the address of the entry. */
function hrefOf(tag: string): string | null {
  const rel = /\srel\s*=\s*["']([^"']*)["']/i.exec(tag)?.[1] ?? 'alternate'
  const href = /\shref\s*=\s*["']([^"']*)["']/i.exec(tag)?.[1]
  return rel === 'alternate' && href !== undefined ? decodeEntities(href) : null
}

function keepFirst(fields: Map<string, string>, name: string, text: string): void {
  if (text !== '' && !fields.has(name)) fields.set(name, text)
}

const plainText = (html: string): string =>
  decodeEntities(html.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
