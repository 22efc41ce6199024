import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { ServiceResponse } from '@/lib/engine/service-messages'
import { problem } from '@/lib/messages/problems/problem'
import type { Pagination } from '../action-request'
import { atPointer } from './json-pointer'
import { pickItem } from './pick-outputs'

export const DEFAULT_ITEMS = 100
export const MAX_ITEMS = 1_000
const MAX_PAGES = 20
const MAX_TOTAL_BYTES = 10 * 1024 * 1024

/** How the request of a page differs from the declared request. */
export interface PageRequest {
  query?: Readonly<Record<string, string>>
  body?: JsonObject
  /** An address that the service returned. */
  url?: string
}

export interface Page {
  response: ServiceResponse
  body: Json
}

interface Collection {
  paginate: Pagination
  input: JsonObject
  service: string
  fetchPage(request: PageRequest): Promise<Page>
}

/**
 * The items of all pages, up to the requested number, and the first page for other outputs. @throws TOOL_FAILED when the
 * service repeats a page
 */
export async function collectPages({ paginate, input, service, fetchPage }: Collection) {
  const wanted = itemLimit(paginate, input)
  const items: Json[] = []
  const seen = new Set<string>()
  let first: Json | undefined
  let bytes = 0
  let request: PageRequest | null = { query: firstQuery(paginate, wanted) }
  for (let number = 1; request !== null && number <= MAX_PAGES; number += 1) {
    const page: Page = await fetchPage(request)
    first ??= page.body
    bytes += page.response.bytes.byteLength
    const found = atPointer(page.body, paginate.items)
    const own = Array.isArray(found) ? found : []
    items.push(...own)
    if (items.length >= wanted || own.length === 0 || bytes > MAX_TOTAL_BYTES) break
    request = nextPage(paginate, { page, number, count: items.length, wanted })
    const key = JSON.stringify(request)
    if (seen.has(key)) throw new AppError('TOOL_FAILED', problem('plugins.pageRepeated', { service }))
    seen.add(key)
  }
  const kept = items.slice(0, wanted).map((item) => pickItem(item, paginate.each))
  return { items: kept, first: first ?? null }
}

function itemLimit({ limit }: Pagination, input: JsonObject): number {
  const requested = limit !== undefined && Object.hasOwn(input, limit) ? Number(input[limit]) : DEFAULT_ITEMS
  return Number.isFinite(requested) ? Math.min(Math.max(1, Math.floor(requested)), MAX_ITEMS) : DEFAULT_ITEMS
}

function firstQuery(paginate: Pagination, wanted: number): Record<string, string> {
  const size = sizeQuery(paginate, wanted)
  if (paginate.type === 'page') return { ...size, [paginate.parameter]: String(paginate.first ?? 1) }
  return paginate.type === 'offset' ? { ...size, [paginate.parameter]: '0' } : size
}

/** The page size is the same on every page, because services count pages in it. */
function sizeQuery({ size }: Pagination, wanted: number): Record<string, string> {
  return size ? { [size.parameter]: String(Math.min(size.max, wanted)) } : {}
}

interface Progress {
  page: Page
  number: number
  count: number
  wanted: number
}

function nextPage(paginate: Pagination, { page, number, count, wanted }: Progress): PageRequest | null {
  const size = sizeQuery(paginate, wanted)
  switch (paginate.type) {
    case 'cursor':
      return cursorPage(paginate, page, size)
    case 'last-item': {
      const items = atPointer(page.body, paginate.items)
      const id = Array.isArray(items) ? atPointer(items.at(-1) ?? null, paginate.id) : undefined
      if (atPointer(page.body, paginate.more) !== true || typeof id !== 'string' || id === '') return null
      return { query: { ...size, [paginate.parameter]: id } }
    }
    case 'link': {
      const url = nextLink(page.response.headers.link ?? '')
      return url === null ? null : { url }
    }
    case 'next-url': {
      const url = atPointer(page.body, paginate.next)
      return typeof url === 'string' && url !== '' ? { url } : null
    }
    case 'page':
      return { query: { ...size, [paginate.parameter]: String((paginate.first ?? 1) + number) } }
    case 'offset':
      return { query: { ...size, [paginate.parameter]: String(count) } }
  }
}

function cursorPage(
  { next, parameter, in: place }: Extract<Pagination, { type: 'cursor' }>,
  page: Page,
  size: Record<string, string>,
): PageRequest | null {
  const cursor = atPointer(page.body, next)
  if ((typeof cursor !== 'string' && typeof cursor !== 'number') || cursor === '') return null
  return place === 'body'
    ? { query: size, body: { [parameter]: cursor } }
    : { query: { ...size, [parameter]: String(cursor) } }
}

/** The target with `rel="next"` of a Link header (RFC 8288). */
export function nextLink(header: string): string | null {
  for (const [, url = '', parameters = ''] of header.matchAll(/<([^>]*)>((?:\s*;\s*\w+=(?:"[^"]*"|[^\s,;]+))*)/g))
    if (/;\s*rel="?(?:[^"]*\s)?next(?:\s|"|;|$)/i.test(parameters)) return url
  return null
}
