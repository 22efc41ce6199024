import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Fetched, FetchedFile, KnownItem } from '../source-client'
import { readRobotsWords, type ScannedPage, scanPage } from './scan-page'

const NO_DOCUMENTS = /^(?:image|audio|video|font)\/|^(?:text\/css|(?:text|application)\/(?:x-)?javascript)$/

export interface ReadPage {
  file: FetchedFile
  /** Null for a file that is not a web page. */
  page: ScannedPage | null
}

/** Conditional request headers; the site answers 304 when nothing changed. */
export function conditionsOf({ memo }: KnownItem): Record<string, string> {
  const { etag, lastModified } = memo ?? {}
  return {
    ...(typeof etag === 'string' ? { 'if-none-match': etag } : {}),
    ...(typeof lastModified === 'string' ? { 'if-modified-since': lastModified } : {}),
  }
}

/** @throws AppError when the page could not be read this time */
export async function readPage(response: Response, url: string): Promise<ReadPage | Exclude<Fetched, FetchedFile>> {
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? null
  const rejection = turnDown(response, url, type)
  if (rejection) {
    await response.body?.cancel()
    if (rejection instanceof AppError) throw rejection
    return rejection
  }
  const bytes = new Uint8Array(await response.arrayBuffer())
  const isPage = type === 'text/html' || type === 'application/xhtml+xml'
  const page = isPage ? scanPage(decode(bytes, response.headers.get('content-type'))) : null
  const directives = readRobotsWords(response.headers.get('x-robots-tag') ?? '')
  const file: FetchedFile = {
    kind: 'file',
    name: page?.title ?? fileNameOf(url),
    mimeType: type,
    bytes,
    url,
    revision: null,
    memo: memoOf(response),
    ...(page ? { fingerprint: page.fingerprint } : {}),
  }
  if (!page) return directives.isIndexed ? { file, page } : NOT_INDEXED
  return {
    file,
    page: {
      ...page,
      isIndexed: page.isIndexed && directives.isIndexed,
      links: directives.isFollowed ? page.links : [],
    },
  }
}

export const NOT_INDEXED = { kind: 'skipped', reason: problem('sources.noIndex') } as const

function turnDown(
  response: Response,
  url: string,
  type: string | null,
): AppError | Exclude<Fetched, FetchedFile> | null {
  const { status } = response
  const host = new URL(url).host
  if (status === 304) return { kind: 'unchanged' }
  if (status === 404 || status === 410) return { kind: 'gone' }
  if (status === 401 || status === 403)
    return new AppError('FORBIDDEN', problem('sources.pageForbidden', { host, status }))
  if (status === 429) return new AppError('RATE_LIMITED', problem('sources.siteRateLimited', { host }))
  if (!response.ok) return new AppError('EGRESS_FAILED', problem('sources.pageFailed', { host, status }))
  if (type !== null && NO_DOCUMENTS.test(type))
    return { kind: 'skipped', reason: problem('sources.notDocument', { type }) }
  return null
}

function memoOf(response: Response): Record<string, string> {
  const etag = response.headers.get('etag')
  const lastModified = response.headers.get('last-modified')
  return {
    ...(etag ? { etag: etag.slice(0, 500) } : {}),
    ...(lastModified ? { lastModified: lastModified.slice(0, 100) } : {}),
  }
}

function fileNameOf(url: string): string {
  const { pathname, host } = new URL(url)
  const last = pathname.split('/').findLast((part) => part !== '')
  try {
    return last === undefined ? host : decodeURIComponent(last)
  } catch {
    return last ?? host
  }
}

function decode(bytes: Uint8Array, contentType: string | null): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2_048))
  const label =
    /charset=["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1] ?? /<meta[^>]{0,200}charset=["']?([\w-]+)/i.exec(head)?.[1]
  try {
    return new TextDecoder(label ?? 'utf-8').decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}
