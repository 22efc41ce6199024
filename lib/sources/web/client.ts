import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import {
  defineSource,
  type Fetched,
  type FoundItem,
  type ItemPage,
  type KnownItem,
  MAX_FILE_BYTES,
  type OpenedSource,
  type SourceConnection,
} from '../source-client'
import { isWanted } from '../wildcard'
import { type CrawlScope, crawlScope } from './crawl-scope'
import { manifest, type WebSettings } from './manifest'
import { isSameSite, normalizeUrl } from './normalize-url'
import { conditionsOf, NOT_INDEXED, readPage } from './read-page'
import type { ScannedPage } from './scan-page'
import { SiteReader } from './site-reader'
import { readSitemaps } from './sitemap'

export default defineSource(manifest, (connection) => new WebSource(connection))

class WebSource implements OpenedSource {
  /** Requests are sequential anyway; a second connection would only wait. */
  readonly parallel = 1
  readonly findsMore = true
  readonly maxItems: number
  readonly #settings: WebSettings
  readonly #reader: SiteReader
  readonly #start: string
  readonly #scope: CrawlScope
  /** Pages dropped in favor of their canonical URL, so that of two pages that reference each other one remains. */
  readonly #leftTo = new Map<string, string>()

  constructor(connection: SourceConnection<WebSettings>) {
    this.#settings = connection.settings
    this.#reader = new SiteReader(connection)
    this.#start = startOf(connection.settings.url)
    this.#scope = crawlScope(this.#start, connection.settings)
    this.maxItems = connection.settings.mode === 'page' ? 1 : connection.settings.maxPages
  }

  async *list(): AsyncGenerator<ItemPage> {
    if (this.#settings.mode !== 'sitemap') {
      yield { items: [itemOf(this.#start, 0)], cursor: null }
      return
    }
    let count = 0
    for await (const entries of readSitemaps(this.#reader, this.#start)) {
      const wanted = entries.filter(({ url }) => isWanted(pathOf(url), this.#settings))
      count += wanted.length
      const items = wanted.map(({ url, lastModified }) => ({
        ...itemOf(url, 0),
        revision: this.#settings.trustDates ? lastModified : null,
      }))
      // Sitemaps are read again after a restart; they have no position to resume from.
      yield { items, cursor: 'again' }
      if (count >= this.maxItems) break
    }
    yield { items: [], cursor: null }
  }

  async fetch(item: KnownItem): Promise<Fetched> {
    const isPage = this.#settings.mode === 'page'
    const answer = await this.#reader.get(item.key, {
      headers: conditionsOf(item),
      purpose: /\.(?:pdf|docx|pptx|xlsx|epub|zip|csv|json|jsonl)$/i.test(new URL(item.key).pathname) ? 'file' : 'page',
      follows: () => isPage,
    })
    switch (answer.kind) {
      case 'forbidden':
        return { kind: 'skipped', reason: problem('sources.robotsForbidPage', { host: new URL(answer.url).host }) }
      case 'redirect':
        return this.#redirected(item, answer.to)
      case 'answer': {
        const parsedPage = await readPage(answer.response, answer.url)
        if (!('file' in parsedPage)) return parsedPage
        if (parsedPage.file.bytes.byteLength > MAX_FILE_BYTES)
          throw new AppError('TOO_LARGE', problem('sources.pageTooLarge'))
        const revision = this.#settings.trustDates ? item.revision : null
        const found = parsedPage.page ? this.#follow(item, parsedPage.page, answer.url) : []
        const canonical = parsedPage.page ? this.#canonicalOf(item, parsedPage.page, answer.url) : null
        if (canonical !== null) {
          this.#leftTo.set(item.key, canonical)
          return {
            kind: 'skipped',
            reason: problem('sources.samePage', { url: canonical }),
            found: [itemOf(canonical, rankOf(item)), ...found],
          }
        }
        if (parsedPage.page && !parsedPage.page.isIndexed) return { ...NOT_INDEXED, found }
        return { ...parsedPage.file, revision, found }
      }
    }
  }

  #redirected(item: KnownItem, to: string): Fetched {
    const accepted = this.#scope.take(to, item.key)
    if (accepted === null || accepted === item.key)
      return { kind: 'skipped', reason: problem('sources.redirectNotRead', { url: to }) }
    return {
      kind: 'skipped',
      reason: problem('sources.redirect', { url: to }),
      found: [itemOf(accepted, rankOf(item))],
    }
  }

  #follow(item: KnownItem, page: ScannedPage, url: string): FoundItem[] {
    const rank = rankOf(item) + 1
    if (this.#settings.mode !== 'crawl' || rank > this.#settings.depth) return []
    const base = page.base !== null && URL.canParse(page.base, url) ? new URL(page.base, url).href : url
    const accepted = page.links.flatMap((link) => this.#scope.take(link, base) ?? [])
    return [...new Set(accepted)].filter((link) => link !== item.key).map((link) => itemOf(link, rank))
  }

  /** The canonical URL of a page, if it is another page of this site that the crawl includes. */
  #canonicalOf(item: KnownItem, page: ScannedPage, url: string): string | null {
    if (this.#settings.mode === 'page' || page.canonical === null) return null
    const canonical = this.#scope.take(page.canonical, url)
    if (canonical === null || canonical === item.key || !isSameSite(canonical, url)) return null
    return this.#leftTo.get(canonical) === item.key ? null : canonical
  }
}

function startOf(url: string): string {
  const start = normalizeUrl(url)
  if (start === null) throw new AppError('INVALID_INPUT', problem('sources.addressInvalid'))
  return start
}

const itemOf = (url: string, rank: number): FoundItem => ({ key: url, name: pathOf(url), url, revision: null, rank })
const rankOf = ({ rank = 0 }: KnownItem) => rank
function pathOf(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}
