import 'server-only'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { xmlRecords } from '../xml-records'
import { isSameSite, normalizeUrl } from './normalize-url'
import type { SiteReader } from './site-reader'

/** Limit of the protocol: sitemaps.org/protocol.html */
const MAX_UNPACKED_BYTES = 50 * 1024 * 1024
const MAX_SITEMAPS = 500
const MAX_INDEX_DEPTH = 3

export interface SitemapEntry {
  url: string
  /** Last modification as written in the sitemap. */
  lastModified: string | null
}

/** Yields the same-site pages of a sitemap and its nested sitemaps, one batch per sitemap. @throws AppError */
export async function* readSitemaps(reader: SiteReader, start: string): AsyncGenerator<SitemapEntry[]> {
  const waiting = (await findSitemaps(reader, start)).map((url) => ({ url, depth: 0 }))
  const seen = new Set(waiting.map(({ url }) => url))
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { pages, sitemaps } = parseSitemap(await load(reader, next.url), next.url)
    yield pages.filter(({ url }) => isSameSite(url, start))
    for (const url of sitemaps) {
      if (seen.has(url) || seen.size >= MAX_SITEMAPS || next.depth >= MAX_INDEX_DEPTH || !isSameSite(url, start))
        continue
      seen.add(url)
      waiting.push({ url, depth: next.depth + 1 })
    }
  }
}

/** Locates the sitemaps of a site through robots.txt, else at the default path. */
async function findSitemaps(reader: SiteReader, start: string): Promise<string[]> {
  const { origin, pathname } = new URL(start)
  if (pathname !== '/') return [start]
  const { sitemaps } = await reader.robotsOf(origin)
  const own = sitemaps.flatMap((url) => normalizeUrl(url, origin) ?? []).filter((url) => isSameSite(url, start))
  return own.length > 0 ? own : [`${origin}/sitemap.xml`]
}

async function load(reader: SiteReader, url: string): Promise<string> {
  const answer = await reader.get(url, { purpose: 'file', follows: (to) => isSameSite(to, url) })
  if (answer.kind === 'forbidden')
    throw new AppError('FORBIDDEN', problem('sources.robotsForbidSitemap', { host: new URL(url).host }))
  if (answer.kind === 'redirect')
    throw new AppError('EGRESS_BLOCKED', problem('sources.sitemapOnOtherSite', { host: new URL(url).host }))
  if (!answer.response.ok) {
    await answer.response.body?.cancel()
    throw new AppError('NOT_FOUND', problem('sources.sitemapMissing', { url, status: answer.response.status }))
  }
  return unpack(Buffer.from(await answer.response.arrayBuffer()), url)
}

/** Detected by magic bytes, since servers declare compressed sitemaps in many ways. */
async function unpack(bytes: Buffer, url: string): Promise<string> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('utf8')
  try {
    const unpacked = await promisify(gunzip)(bytes, { maxOutputLength: MAX_UNPACKED_BYTES })
    return unpacked.toString('utf8')
  } catch (cause) {
    const isTooLarge = cause instanceof RangeError
    throw new AppError(
      isTooLarge ? 'TOO_LARGE' : 'INVALID_INPUT',
      isTooLarge ? problem('sources.sitemapTooLarge', { url }) : problem('sources.sitemapDamaged', { url }),
      { cause },
    )
  }
}

export function parseSitemap(text: string, address: string): { pages: SitemapEntry[]; sitemaps: string[] } {
  const body = text.replace(/^\uFEFF/, '').trimStart()
  if (!body.startsWith('<')) return { pages: textSitemap(body, address), sitemaps: [] }
  const { root, isWhole, records } = xmlRecords(body, ['url', 'sitemap'])
  if (root !== 'urlset' && root !== 'sitemapindex')
    throw new AppError('INVALID_INPUT', problem('sources.notSitemap', { url: address }))
  // Pages missing from a truncated sitemap must not count as deleted.
  if (!isWhole) throw new AppError('EGRESS_FAILED', problem('sources.sitemapCutOff', { url: address }))
  const read = records.flatMap(({ name, fields }) => {
    const url = normalizeUrl(fields.get('loc') ?? '', address)
    return url === null ? [] : [{ name, url, lastModified: fields.get('lastmod')?.slice(0, 60) || null }]
  })
  return {
    pages: read.filter(({ name }) => name === 'url').map(({ url, lastModified }) => ({ url, lastModified })),
    sitemaps: read.filter(({ name }) => name === 'sitemap').map(({ url }) => url),
  }
}

/** One URL per line, which the protocol also allows. */
function textSitemap(text: string, address: string): SitemapEntry[] {
  return text
    .split(/\s*\n\s*/)
    .filter((line) => /^https?:\/\//i.test(line))
    .flatMap((line) => normalizeUrl(line, address) ?? [])
    .map((url) => ({ url, lastModified: null }))
}
