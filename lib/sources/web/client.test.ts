import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { startCanary } from '@/lib/egress/test-server'
import { fetchAll, listAll, openSource } from '../testing/open-source'
import client from './client'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

const START = { name: 'Start', url: null, revision: null }

type Answer = string | Buffer | { status?: number; headers?: Record<string, string>; body?: string | Buffer }
const html = (title: string, body: string, head = '') =>
  `<!doctype html><html><head><title>${title}</title>${head}</head><body>${body}</body></html>`

async function serve(pages: Record<string, Answer | ((request: IncomingMessage) => Answer)>) {
  const server = await startCanary((request: IncomingMessage, response: ServerResponse) => {
    const found = pages[request.url ?? '']
    const answer = typeof found === 'function' ? found(request) : found
    if (answer === undefined) {
      response.statusCode = 404
      return response.end('nothing')
    }
    const {
      status = 200,
      headers = {},
      body = '',
    } = typeof answer === 'object' && !Buffer.isBuffer(answer) ? answer : { body: answer }
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers })
    response.end(body)
  })
  cleanups.push(() => server.close())
  const origin = `http://127.0.0.1:${server.port}`
  const requestedUrls = () => server.seen.map(({ request }) => request.url)
  const open = (settings: object, overrides: object = {}) =>
    openSource(client, { url: `${origin}/`, secondsBetween: 0.1, ...settings }, { ports: [server.port], ...overrides })
  return { origin, requestedUrls, open, port: server.port, seen: server.seen }
}

const outcomesOf = async (source: ReturnType<typeof openSource>, origin: string) =>
  Object.fromEntries(
    [...(await fetchAll(source))].map(([key, outcome]) => [
      key.replace(origin, ''),
      outcome instanceof Error
        ? `failed: ${outcome.message}`
        : outcome.kind === 'skipped'
          ? `skipped: ${outcome.reason.message}`
          : outcome.kind,
    ]),
  )

describe('crawl', () => {
  test('follows links within the site up to its depth, each page once, respecting robots.txt', async () => {
    const site = await serve({
      '/robots.txt': 'User-agent: *\nDisallow: /private\nAllow: /private/open$\n',
      '/': html(
        'Home',
        '<a href="/a#x">A</a><a href="/a?utm_source=x">A</a><a href="b.html">B</a><a href="/private/no">P</a><a href="/private/open">O</a><a href="https://elsewhere.example/">E</a><a href="/logo.png">L</a><a rel="nofollow" href="/n">N</a>',
      ),
      '/a': html('A', '<a href="/deep">Deep</a><a href="/">Home</a>'),
      '/b.html': html('B', 'text'),
      '/deep': html('Deep', '<a href="/deeper">Deeper</a>'),
      '/private/open': html('Open', 'text'),
    })
    expect(await outcomesOf(site.open({ depth: 2 }), site.origin)).toEqual({
      '/': 'file',
      '/a': 'file',
      '/b.html': 'file',
      '/private/no': `skipped: robots.txt of 127.0.0.1:${site.port} does not allow reading this page.`,
      '/private/open': 'file',
      '/deep': 'file',
    })
    expect(site.requestedUrls()[0]).toBe('/robots.txt')
    expect(site.requestedUrls()).not.toContain('/private/no')
    expect(site.seen.every(({ request }) => request.headers['user-agent'] === 'PatchbayBot')).toBe(true)
  })

  test("reads a page once despite redirects and canonical URLs, and pages that are each other's canonical URL", async () => {
    const canonical = (to: string) => `<link rel="canonical" href="${to}">`
    const site = await serve({
      '/': html('Home', '<a href="/old">o</a><a href="/print">p</a><a href="/x">x</a><a href="/away">a</a>'),
      '/old': { status: 301, headers: { location: '/new' } },
      '/new': html('New', ''),
      '/print': html('Print', '', canonical('/article')),
      '/article': html('Article', '', canonical('/article')),
      '/x': html('X', '', canonical('/y')),
      '/y': html('Y', '', canonical('/x')),
      '/away': { status: 302, headers: { location: 'https://elsewhere.example/' } },
    })
    const outcomes = await outcomesOf(site.open({}), site.origin)
    expect(
      Object.entries(outcomes)
        .filter(([, kind]) => kind === 'file')
        .map(([key]) => key),
    ).toEqual(['/', '/new', '/article', '/y'])
    expect(outcomes['/away']).toBe('skipped: This address redirects to https://elsewhere.example/, which is not read.')
  })

  test('stops at endless sites: calendars, session ids, ever deeper paths, the page limit', async () => {
    const server = await startCanary((request, response) => {
      response.setHeader('content-type', 'text/html')
      const url = new URL(request.url ?? '/', 'http://x')
      const day = Number(url.searchParams.get('day') ?? 0)
      response.end(
        request.url === '/robots.txt'
          ? ''
          : html(
              'Trap',
              `<a href="/calendar?day=${day + 1}">next</a><a href="${url.pathname}/again/again">deeper</a><a href="/?sid=${Math.random()}">s</a>`,
            ),
      )
    })
    cleanups.push(() => server.close())
    const source = openSource(
      client,
      { url: `http://127.0.0.1:${server.port}/`, depth: 10, maxPages: 500, secondsBetween: 0.1 },
      { ports: [server.port] },
    )
    const scope = await import('./crawl-scope').then(({ crawlScope }) =>
      crawlScope('http://x.example/', { include: [], exclude: [] }),
    )
    const links = Array.from({ length: 1_000 }, (_, day) =>
      scope.take(`/calendar?day=${day}`, 'http://x.example/'),
    ).filter(Boolean)
    expect(links).toHaveLength(20)
    expect(scope.take('/a/b/a/b/a/b', 'http://x.example/')).toBeNull()
    expect(scope.take(`/${'d/'.repeat(13)}`, 'http://x.example/')).toBeNull()
    // Depth ten at most, whatever the pages contain.
    expect((await fetchAll(source)).size).toBeLessThan(40)
  })

  test('handles 304 for unchanged pages, and compares visible text when bytes change', async () => {
    let nonce = 0
    const site = await serve({
      '/etag': (request) =>
        request.headers['if-none-match'] === '"1"'
          ? { status: 304 }
          : { headers: { etag: '"1"' }, body: html('E', 'e') },
      '/nonce': () => html('N', '<p class="c">Same</p>', `<script nonce="${nonce++}">${nonce}</script>`),
    })
    const page = site.open({ mode: 'page', url: `${site.origin}/etag` })
    const [item] = (await listAll(page)).items
    if (!item) throw new Error('no item')
    const first = await page.fetch({ ...item, memo: null })
    if (first.kind !== 'file') throw new Error(first.kind)
    expect(await page.fetch({ ...item, memo: first.memo ?? null })).toEqual({ kind: 'unchanged' })
    const noisy = site.open({ mode: 'page', url: `${site.origin}/nonce` })
    const twice = [
      await noisy.fetch({ ...item, key: `${site.origin}/nonce`, memo: null }),
      await noisy.fetch({ ...item, key: `${site.origin}/nonce`, memo: null }),
    ]
    const prints = twice.map((fetched) => (fetched.kind === 'file' ? fetched.fingerprint : null))
    expect(prints[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(prints[0]).toBe(prints[1])
  })

  test('skips noindex, nofollow and unsupported types, and reports failures', async () => {
    const site = await serve({
      '/': html(
        'Home',
        ['/noindex', '/header', '/picture', '/members', '/broken', '/gone']
          .map((link) => `<a href="${link}">l</a>`)
          .join(''),
      ),
      '/noindex': html('Hidden', '<a href="/below">b</a>', '<meta name="robots" content="noindex, nofollow">'),
      '/header': { headers: { 'x-robots-tag': 'noindex' }, body: html('H', '') },
      '/picture': { headers: { 'content-type': 'image/png' }, body: 'x' },
      '/members': { status: 403 },
      '/broken': { status: 500 },
    })
    const host = `127.0.0.1:${site.port}`
    expect(await outcomesOf(site.open({}), site.origin)).toEqual({
      '/': 'file',
      '/noindex': 'skipped: The page does not allow indexing (noindex).',
      '/header': 'skipped: The page does not allow indexing (noindex).',
      '/picture': 'skipped: This is not a document (image/png).',
      '/members': `failed: ${host} shows this page only to signed-in users (403).`,
      '/broken': `failed: ${host} could not return this page (500). The next sync tries again.`,
      '/gone': 'gone',
    })
  })

  test('respects crawl-delay and Retry-After', async () => {
    let busy = true
    const site = await serve({
      '/robots.txt': 'User-agent: patchbaybot\nCrawl-delay: 0.4\n',
      '/': html('Home', '<a href="/a">a</a>'),
      '/a': () => {
        const answer = busy ? { status: 429, headers: { 'retry-after': '1' } } : html('A', '')
        busy = false
        return answer
      },
    })
    const began = performance.now()
    expect(await outcomesOf(site.open({}), site.origin)).toEqual({ '/': 'file', '/a': 'file' })
    expect(performance.now() - began).toBeGreaterThan(1_300)
  })

  test('does not read a site whose robots.txt is unavailable', async () => {
    const site = await serve({ '/robots.txt': { status: 503 }, '/': html('Home', '') })
    expect(await outcomesOf(site.open({}), site.origin)).toEqual({
      '/': expect.stringContaining('did not return its robots.txt'),
    })
    expect(site.requestedUrls()).not.toContain('/')
    // Such an error ends the sync.
    await expect(site.open({}).fetch({ ...START, key: `${site.origin}/`, memo: null })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    })
  })
})

describe('sitemap', () => {
  const urls = (...entries: string[]) =>
    `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('')}</urlset>`
  const entry = (loc: string, date = '') => `<url><loc>${loc}</loc>${date ? `<lastmod>${date}</lastmod>` : ''}</url>`

  test('reads an index, compressed parts, CDATA and dates, found through robots.txt', async () => {
    let origin = ''
    const site = await serve({
      '/robots.txt': () => `Sitemap: ${origin}/index.xml`,
      '/index.xml': () =>
        `<sitemapindex><sitemap><loc>${origin}/one.xml.gz</loc></sitemap><sitemap><loc>${origin}/two.txt</loc></sitemap><sitemap><loc>${origin}/index.xml</loc></sitemap></sitemapindex>`,
      '/one.xml.gz': () => ({
        headers: { 'content-type': 'application/x-gzip' },
        body: gzipSync(
          urls(
            entry(`<![CDATA[${origin}/a?b=1&c=2]]>`, '2026-01-02'),
            entry(`${origin}/x?q=1&amp;r=2`),
            entry('https://elsewhere.example/'),
          ),
        ),
      }),
      '/two.txt': () => `${origin}/t1\n${origin}/t2\n`,
    })
    origin = site.origin
    const { items } = await listAll(site.open({ mode: 'sitemap', trustDates: true }))
    expect(items.map(({ key, revision }) => [key.replace(origin, ''), revision])).toEqual([
      ['/a?b=1&c=2', '2026-01-02'],
      ['/x?q=1&r=2', null],
      ['/t1', null],
      ['/t2', null],
    ])
  })

  test.each([
    [
      'entities that grow',
      '<!DOCTYPE lolz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>',
      'entities',
    ],
    ['an entity that points to a file', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><urlset></urlset>', 'entities'],
    ['something else', '<html><body>Hello</body></html>', 'is not a sitemap'],
    ['half of one', '<urlset><url><loc>http://x.example/</loc></url>', 'is incomplete'],
  ])('rejects %s with an explanation', async (_, body, text) => {
    const site = await serve({ '/sitemap.xml': { body } })
    await expect(listAll(site.open({ mode: 'sitemap' }))).rejects.toThrow(text)
  })

  test('stops a gzip bomb at 50 MB without filling the memory', async () => {
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024, 0x20), { level: 9 })
    const site = await serve({ '/sitemap.xml': { body: bomb, headers: { 'content-type': 'application/gzip' } } })
    const before = process.memoryUsage().rss
    await expect(listAll(site.open({ mode: 'sitemap' }))).rejects.toThrow('larger than 50 MB')
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024)
  })
})

describe('SSRF', () => {
  async function canary() {
    const inner = await startCanary()
    cleanups.push(() => inner.close())
    return { url: `http://127.0.0.1:${inner.port}/secret`, hits: inner.hits, port: inner.port }
  }

  test('rejects internal addresses, by name and by number', async () => {
    const inner = await canary()
    for (const url of [
      inner.url,
      inner.url.replace('127.0.0.1', 'localhost'),
      'http://169.254.169.254/latest/meta-data/',
      'http://[::ffff:127.0.0.1]/',
    ]) {
      const source = openSource(client, { url, mode: 'page', secondsBetween: 0.1 })
      const [item] = (await listAll(source)).items
      if (!item) throw new Error('no item')
      await expect(source.fetch({ ...item, memo: null })).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' })
    }
    expect(inner.hits()).toBe(0)
  })

  test('blocks redirects of pages and robots.txt to internal addresses', async () => {
    const inner = await canary()
    const site = await serve({
      '/': { status: 302, headers: { location: inner.url } },
      '/robots.txt': '',
    })
    const page = await outcomesOf(site.open({ mode: 'page' }), site.origin)
    expect(page['/']).toContain('Patchbay did not call 127.0.0.1')
    const crawl = await outcomesOf(site.open({ mode: 'crawl' }), site.origin)
    expect(crawl['/']).toContain('which is not read')
    const robots = await serve({
      '/robots.txt': { status: 302, headers: { location: inner.url } },
      '/': html('Home', ''),
    })
    expect((await outcomesOf(robots.open({}), robots.origin))['/']).toContain('Patchbay did not call 127.0.0.1')
    expect(inner.hits()).toBe(0)
  })

  test('blocks internal addresses in sitemaps', async () => {
    const inner = await canary()
    const site = await serve({
      '/sitemap.xml': `<urlset><url><loc>${inner.url}</loc></url><url><loc>http://169.254.169.254/</loc></url><url><loc>file:///etc/passwd</loc></url></urlset>`,
    })
    expect((await listAll(site.open({ mode: 'sitemap' }))).items).toEqual([])
    const index = await serve({
      '/sitemap.xml': `<sitemapindex><sitemap><loc>${inner.url}</loc></sitemap></sitemapindex>`,
    })
    expect((await listAll(index.open({ mode: 'sitemap' }))).items).toEqual([])
    const robots = await serve({ '/robots.txt': `Sitemap: ${inner.url}`, '/sitemap.xml': '<urlset></urlset>' })
    expect((await listAll(robots.open({ mode: 'sitemap' }))).items).toEqual([])
    expect(inner.hits()).toBe(0)
  })

  test('aborts a page whose decoded body never ends', async () => {
    const site = await serve({
      '/': { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(60 * 1024 * 1024, 0x20)) },
    })
    expect((await outcomesOf(site.open({ mode: 'page' }), site.origin))['/']).toContain('larger than 5 MB')
  })
})
