import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SyncView } from '@/lib/contracts/knowledge-sources'
import { documents } from '@/lib/db/schema/knowledge'
import { html, SyncStudio } from './testing/sync-studio'

let sync: SyncStudio
beforeAll(async () => {
  sync = await SyncStudio.start()
})
beforeEach(() => sync.begin())
afterAll(() => sync.close())

describe('a sync', () => {
  test('imports everything, then only changes, and removes what disappeared', async () => {
    const source = await sync.add()
    expect(await sync.work(source)).toMatchObject({ status: 'done', added: 4, failed: 0, startedByName: 'owner' })
    const stored = await sync.live()
    expect(stored.map(({ name }) => name).sort()).toEqual(['A', 'B', 'Home', 'Home (/c)'])
    expect(
      stored.every(({ sourceId, sourceUrl }) => sourceId === source.id && sourceUrl?.startsWith(sync.origin)),
    ).toBe(true)
    expect(sync.ingests()).toBe(4)

    expect(await sync.again(source)).toMatchObject({ status: 'done', added: 0, updated: 0, unchanged: 4, removed: 0 })
    expect(sync.ingests()).toBe(4)

    sync.pages.set('/a', html('A', 'About A, anew'))
    sync.pages.set('/', html('Home', 'Welcome', ['/a', '/c', '/d']))
    sync.pages.set('/d', html('D', 'New'))
    const third = await sync.again(source)
    expect(third).toMatchObject({ status: 'done', added: 1, updated: 1, unchanged: 2, removed: 1, failed: 0 })
    expect((await sync.itemsOf(source, third)).map(({ name, outcome }) => [name, outcome])).toEqual([
      ['/b', 'removed'],
      ['A', 'updated'],
      ['D', 'added'],
    ])
    expect(await sync.itemsOf(source, third, '?outcome=added')).toHaveLength(1)
    expect((await sync.live()).map(({ name }) => name).sort()).toEqual(['A', 'D', 'Home', 'Home (/c)'])
    expect(sync.ingests()).toBe(6)
  })

  test('resumes after an interruption, and imports everything once', async () => {
    for (let index = 0; index < 12; index += 1) sync.pages.set(`/p${index}`, html(`P${index}`, `Page ${index}`))
    sync.pages.set(
      '/',
      html(
        'Home',
        'W',
        Array.from({ length: 12 }, (_, index) => `/p${index}`),
      ),
    )
    const source = await sync.add()
    const stop = new AbortController()
    const cut = sync.work(source, { signal: stop.signal }).catch((error: unknown) => error)
    await expect.poll(async () => (await sync.live()).length, { interval: 20, timeout: 20_000 }).toBeGreaterThan(3)
    stop.abort(new Error('killed'))
    await cut
    expect(await sync.latest(source)).toMatchObject({ status: 'fetching' })
    const before = sync.site.hits()
    expect(await sync.work(source)).toMatchObject({ status: 'done', added: 13, updated: 0, unchanged: 0, failed: 0 })
    expect(sync.ingests()).toBe(13)
    // Requests only robots.txt and the pages that are not imported yet.
    expect(sync.site.hits() - before).toBeLessThan(12)
  })

  test('asks before removing more than half of the documents', async () => {
    const source = await sync.add()
    await sync.work(source)
    const before = new Map(sync.pages)
    sync.pages = new Map([['/', html('Home', 'Moved', [])]])
    const started = await sync.again(source)
    expect(started).toMatchObject({ status: 'done', removed: 0, vanished: 3, removal: 'asked', updated: 1 })
    expect(await sync.live()).toHaveLength(4)
    const removal = `/${sync.base}/sources/${source.id}/syncs/${started.id}/removal`
    expect(await sync.request(SyncView, 'POST', removal, { decision: 'remove' })).toMatchObject({
      removal: 'removed',
      removed: 3,
    })
    expect((await sync.live()).map(({ name }) => name)).toEqual(['Home'])
    expect(
      (
        await sync.studio.call({
          method: 'POST',
          path: `/api/studio/knowledge${removal}`,
          body: { decision: 'keep' },
          person: sync.owner,
        })
      ).status,
    ).toBe(409)
    // The site is restored, and so are its documents.
    sync.pages = before
    expect(await sync.again(source)).toMatchObject({ added: 3, updated: 1 })
    expect(await sync.live()).toHaveLength(4)
  })

  test('a failed item has a reason, keeps its document, and is retried', async () => {
    const source = await sync.add()
    await sync.work(source)
    sync.pages.set('/a', 500)
    const failed = await sync.again(source)
    expect(failed).toMatchObject({ status: 'done', failed: 1, unchanged: 3, removed: 0 })
    expect((await sync.itemsOf(source, failed))[0]).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('could not return this page (500)'),
      reasonRef: { key: 'sources.pageFailed', params: { status: 500 } },
    })
    expect(await sync.live()).toHaveLength(4)
    // It is read last, because it may be one of many that always fail and end the sync before the others are read.
    const requested: string[] = []
    sync.pages = new (class extends Map<string, string | number> {
      override get(path: string) {
        requested.push(path)
        return super.get(path)
      }
    })([...sync.pages, ['/a', html('A', 'About A')]])
    expect(await sync.again(source)).toMatchObject({ failed: 0, unchanged: 4 })
    expect(requested).toEqual(['/robots.txt', '/', '/b', '/c', '/a'])
  })

  test('an unreadable file is a failure of the sync and is read again next time', async () => {
    const source = await sync.add()
    await sync.work(source)
    await sync.studio.system.db
      .update(documents)
      .set({ status: 'failed', error: 'Broken.' })
      .where(and(eq(documents.knowledgeBaseId, sync.base), eq(documents.name, 'A')))
    expect(await sync.again(source)).toMatchObject({ updated: 1, unchanged: 3 })
    expect(sync.ingests()).toBe(5)
  })

  test('a page that disappears and reappears keeps its document; one deleted here stays deleted until it changes', async () => {
    const source = await sync.add()
    await sync.work(source)
    const [document] = (await sync.live()).filter(({ name }) => name === 'B')
    sync.pages.delete('/b')
    expect(await sync.again(source)).toMatchObject({ removed: 1 })
    sync.pages.set('/b', html('B', 'About B'))
    expect(await sync.again(source)).toMatchObject({ added: 1 })
    expect((await sync.live()).find(({ name }) => name === 'B')?.id).toBe(document?.id)
    await sync.studio.system.db
      .update(documents)
      .set({ deletedAt: new Date() })
      .where(eq(documents.id, document?.id ?? ''))
    expect(await sync.again(source)).toMatchObject({ added: 0, unchanged: 4 })
    sync.pages.set('/b', html('B', 'Quite another B'))
    expect(await sync.again(source)).toMatchObject({ added: 1, unchanged: 3 })
  })

  test('an unreachable source fails with a message, and nothing is removed', async () => {
    const source = await sync.add({ settings: { url: `${sync.origin}/`, mode: 'sitemap', secondsBetween: 0.1 } })
    expect(await sync.work(source)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('There is no sitemap at'),
    })
    const inside = await sync.add({ name: 'Inside', settings: { url: 'http://169.254.169.254/', secondsBetween: 0.1 } })
    const blocked = await sync.work(inside)
    expect((await sync.itemsOf(inside, blocked))[0]?.reason).toContain('Patchbay did not call 169.254.169.254')
  })

  test('reports the page limit, and then removes nothing', async () => {
    const source = await sync.add({ settings: { url: `${sync.origin}/`, maxPages: 2, secondsBetween: 0.1 } })
    expect(await sync.work(source)).toMatchObject({
      added: 2,
      removed: 0,
      cutOff: expect.stringContaining('more than 2 items'),
      cutOffRef: { key: 'sources.itemLimit', params: { max: 2 } },
    })
  })
})
