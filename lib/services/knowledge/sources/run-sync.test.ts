import { and, eq, isNull } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { SourceView, SyncItemView, SyncView } from '@/lib/contracts/knowledge-sources'
import { MetadataField } from '@/lib/core/document-metadata'
import { alerts } from '@/lib/db/schema/inbox'
import { documents, knowledgeBases } from '@/lib/db/schema/knowledge'
import { knowledgeSources } from '@/lib/db/schema/knowledge-sources'
import { auditEvents } from '@/lib/db/schema/people'
import { createEgress } from '@/lib/egress/create-egress'
import { startCanary } from '@/lib/egress/test-server'
import { fireSyncs } from './fire-syncs'
import { runSync } from './run-sync'

let studio: TestStudio
let owner: TestPerson
let site: Awaited<ReturnType<typeof startCanary>>
let pages: Map<string, string | number>
let base: string
let origin: string

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  site = await startCanary((request, response) => {
    const page = pages.get(request.url ?? '')
    response.statusCode = typeof page === 'number' ? page : page === undefined ? 404 : 200
    response.setHeader('content-type', 'text/html')
    response.end(typeof page === 'string' ? page : '')
  })
  origin = `http://127.0.0.1:${site.port}`
})
afterAll(async () => {
  site.close()
  await studio.close()
})

const html = (title: string, body: string, links: string[] = []) =>
  `<html><head><title>${title}</title></head><body>${body}${links.map((link) => `<a href="${link}">l</a>`).join('')}</body></html>`

beforeEach(async () => {
  pages = new Map([
    ['/', html('Home', 'Welcome', ['/a', '/b', '/c'])],
    ['/a', html('A', 'About A')],
    ['/b', html('B', 'About B')],
    ['/c', html('Home', 'Another with this title')],
  ])
  base = (await ask(z.looseObject({ id: z.string() }), 'POST', '', { name: 'Files' })).id
  studio.sentJobs.length = 0
})

async function ask<T>(schema: z.ZodType<T>, method: string, address: string, body?: unknown): Promise<T> {
  const response = await studio.call({ method, path: `/api/studio/knowledge${address}`, body, person: owner })
  const answer: unknown = await response.json()
  expect(response.status, JSON.stringify(answer)).toBe(200)
  return schema.parse(answer)
}
const web = { kind: 'web', name: 'Site', settings: { url: '', secondsBetween: 0.1 } }
const add = (more: object = {}) =>
  ask(SourceView, 'POST', `/${base}/sources`, { ...web, settings: { ...web.settings, url: `${origin}/` }, ...more })
const start = (source: SourceView) => ask(SyncView, 'POST', `/${base}/sources/${source.id}/syncs`)
const latest = async (source: SourceView) =>
  (await ask(z.object({ syncs: z.array(SyncView) }), 'GET', `/${base}/sources/${source.id}/syncs`)).syncs[0]
const itemsOf = async (source: SourceView, sync: SyncView, query = '') =>
  (
    await ask(
      z.object({ items: z.array(SyncItemView), total: z.number() }),
      'GET',
      `/${base}/sources/${source.id}/syncs/${sync.id}/items${query}`,
    )
  ).items
const live = () =>
  studio.system.db
    .select()
    .from(documents)
    .where(and(eq(documents.knowledgeBaseId, base), isNull(documents.deletedAt)))
const ingests = () => studio.sentJobs.filter(({ kind }) => kind === 'ingest-document').length

async function work(source: SourceView, { signal = new AbortController().signal } = {}): Promise<SyncView> {
  const sync = await latest(source)
  if (!sync) throw new Error('no sync')
  const { fetch } = createEgress({ allow: `127.0.0.1:${site.port}` })
  const address = { workspaceId: owner.workspaceId, sourceId: source.id, syncId: sync.id }
  await runSync(studio.system, address, signal, { fetch, awaitsDocuments: false })
  // As the ingest job would.
  await studio.system.db
    .update(documents)
    .set({ status: 'ready' })
    .where(and(eq(documents.knowledgeBaseId, base), eq(documents.status, 'queued')))
  const after = await latest(source)
  if (!after) throw new Error('no sync')
  return after
}
async function again(source: SourceView): Promise<SyncView> {
  await start(source)
  return work(source)
}

describe('a sync', () => {
  test('brings in what is there, then only what changed, and removes what vanished', async () => {
    const source = await add()
    expect(await work(source)).toMatchObject({ status: 'done', added: 4, failed: 0, startedByName: 'owner' })
    const stored = await live()
    expect(stored.map(({ name }) => name).sort()).toEqual(['A', 'B', 'Home', 'Home (/c)'])
    expect(stored.every(({ sourceId, sourceUrl }) => sourceId === source.id && sourceUrl?.startsWith(origin))).toBe(
      true,
    )
    expect(ingests()).toBe(4)

    expect(await again(source)).toMatchObject({ status: 'done', added: 0, updated: 0, unchanged: 4, removed: 0 })
    expect(ingests()).toBe(4)

    pages.set('/a', html('A', 'About A, anew'))
    pages.set('/', html('Home', 'Welcome', ['/a', '/c', '/d']))
    pages.set('/d', html('D', 'New'))
    const third = await again(source)
    expect(third).toMatchObject({ status: 'done', added: 1, updated: 1, unchanged: 2, removed: 1, failed: 0 })
    expect((await itemsOf(source, third)).map(({ name, outcome }) => [name, outcome])).toEqual([
      ['/b', 'removed'],
      ['A', 'updated'],
      ['D', 'added'],
    ])
    expect(await itemsOf(source, third, '?outcome=added')).toHaveLength(1)
    expect((await live()).map(({ name }) => name).sort()).toEqual(['A', 'D', 'Home', 'Home (/c)'])
    expect(ingests()).toBe(6)
  })

  test('goes on where it was cut off: everything once', async () => {
    for (let index = 0; index < 12; index += 1) pages.set(`/p${index}`, html(`P${index}`, `Page ${index}`))
    pages.set(
      '/',
      html(
        'Home',
        'W',
        Array.from({ length: 12 }, (_, index) => `/p${index}`),
      ),
    )
    const source = await add()
    const stop = new AbortController()
    const cut = work(source, { signal: stop.signal }).catch((error: unknown) => error)
    await expect.poll(async () => (await live()).length, { interval: 20, timeout: 20_000 }).toBeGreaterThan(3)
    stop.abort(new Error('killed'))
    await cut
    expect(await latest(source)).toMatchObject({ status: 'fetching' })
    const before = site.hits()
    expect(await work(source)).toMatchObject({ status: 'done', added: 13, updated: 0, unchanged: 0, failed: 0 })
    expect(ingests()).toBe(13)
    // Robots.txt, and what was not there yet.
    expect(site.hits() - before).toBeLessThan(12)
  })

  test('asks before more than half of the documents go', async () => {
    const source = await add()
    await work(source)
    pages = new Map([['/', html('Home', 'Moved', [])]])
    const asked = await again(source)
    expect(asked).toMatchObject({ status: 'done', removed: 0, vanished: 3, removal: 'asked', updated: 1 })
    expect(await live()).toHaveLength(4)
    const removal = `/${base}/sources/${source.id}/syncs/${asked.id}/removal`
    expect(await ask(SyncView, 'POST', removal, { decision: 'remove' })).toMatchObject({
      removal: 'removed',
      removed: 3,
    })
    expect((await live()).map(({ name }) => name)).toEqual(['Home'])
    expect(
      (
        await studio.call({
          method: 'POST',
          path: `/api/studio/knowledge${removal}`,
          body: { decision: 'keep' },
          person: owner,
        })
      ).status,
    ).toBe(409)
  })

  test('what fails says why, keeps what was there, and is tried again', async () => {
    const source = await add()
    await work(source)
    pages.set('/a', 500)
    const failed = await again(source)
    expect(failed).toMatchObject({ status: 'done', failed: 1, unchanged: 3, removed: 0 })
    expect((await itemsOf(source, failed))[0]).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('could not show this (500)'),
    })
    expect(await live()).toHaveLength(4)
    pages.set('/a', html('A', 'About A'))
    expect(await again(source)).toMatchObject({ failed: 0, unchanged: 4 })
  })

  test('a file that could not be read is a failure of the sync and read again next time', async () => {
    const source = await add()
    await work(source)
    await studio.system.db
      .update(documents)
      .set({ status: 'failed', error: 'Broken.' })
      .where(and(eq(documents.knowledgeBaseId, base), eq(documents.name, 'A')))
    expect(await again(source)).toMatchObject({ updated: 1, unchanged: 3 })
    expect(ingests()).toBe(5)
  })

  test('a page that vanishes and comes back keeps its document; one deleted here stays away until it changes', async () => {
    const source = await add()
    await work(source)
    const [document] = (await live()).filter(({ name }) => name === 'B')
    pages.delete('/b')
    expect(await again(source)).toMatchObject({ removed: 1 })
    pages.set('/b', html('B', 'About B'))
    expect(await again(source)).toMatchObject({ added: 1 })
    expect((await live()).find(({ name }) => name === 'B')?.id).toBe(document?.id)
    await studio.system.db
      .update(documents)
      .set({ deletedAt: new Date() })
      .where(eq(documents.id, document?.id ?? ''))
    expect(await again(source)).toMatchObject({ added: 0, unchanged: 4 })
    pages.set('/b', html('B', 'Quite another B'))
    expect(await again(source)).toMatchObject({ added: 1, unchanged: 3 })
  })

  test('a source that does not answer fails in words, and nothing is removed', async () => {
    const source = await add({ settings: { url: `${origin}/`, mode: 'sitemap', secondsBetween: 0.1 } })
    expect(await work(source)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('There is no sitemap at'),
    })
    const inside = await add({ name: 'Inside', settings: { url: 'http://169.254.169.254/', secondsBetween: 0.1 } })
    const blocked = await work(inside)
    expect((await itemsOf(inside, blocked))[0]?.reason).toContain('Patchbay did not call 169.254.169.254')
  })

  test('the limit of pages is said, and then nothing is removed', async () => {
    const source = await add({ settings: { url: `${origin}/`, maxPages: 2, secondsBetween: 0.1 } })
    expect(await work(source)).toMatchObject({
      added: 2,
      removed: 0,
      cutOff: expect.stringContaining('more than the 2'),
    })
  })
})

describe('one at a time', () => {
  test('a second sync is refused while one is open; cancelling ends it', async () => {
    const source = await add()
    const path = `/api/studio/knowledge/${base}/sources/${source.id}/syncs`
    expect((await studio.call({ method: 'POST', path, person: owner })).status).toBe(409)
    const sync = await latest(source)
    expect(await ask(SyncView, 'POST', `/${base}/sources/${source.id}/syncs/${sync?.id}/cancel`)).toMatchObject({
      status: 'cancelled',
    })
    expect(await work(source)).toMatchObject({ status: 'cancelled', added: 0 })
    await start(source)
    const running = work(source)
    await expect.poll(async () => (await live()).length, { interval: 10, timeout: 10_000 }).toBeGreaterThan(0)
    const open = await latest(source)
    await ask(SyncView, 'POST', `/${base}/sources/${source.id}/syncs/${open?.id}/cancel`)
    expect(await running).toMatchObject({ status: 'cancelled' })
  })

  test('the schedule begins one sync for all times that were missed, and none beside an open one', async () => {
    const source = await add({ cron: '0 * * * *' })
    expect(source.nextSyncAt).not.toBeNull()
    await work(source)
    const due = () =>
      studio.system.db
        .update(knowledgeSources)
        .set({ nextSyncAt: new Date(Date.now() - 86_400_000) })
        .where(eq(knowledgeSources.id, source.id))
    await due()
    expect(await fireSyncs(studio.system)).toBe(1)
    expect(await fireSyncs(studio.system)).toBe(0)
    await due()
    await fireSyncs(studio.system)
    const { syncs } = await ask(z.object({ syncs: z.array(SyncView) }), 'GET', `/${base}/sources/${source.id}/syncs`)
    expect(syncs.map(({ cause }) => cause)).toEqual(['schedule', 'person'])
    await work(source)
  })
})

describe('secrets', () => {
  const s3 = { bucket: 'docs', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', endpoint: 'https://s3.example.com' }
  const SECRET = 'CANARY_SECRET_VALUE_1234'

  test('are sealed, bound to where they are sent, and in no answer, report or trail', async () => {
    const source = await add({ kind: 's3', name: 'Bucket', settings: s3, secret: SECRET })
    expect(source).toMatchObject({ hasSecret: true, last4: '1234' })
    const path = `/api/studio/knowledge/${base}/sources/${source.id}`
    const moved = { settings: { ...s3, endpoint: 'https://evil.example' } }
    expect((await studio.call({ method: 'PATCH', path, body: moved, person: owner })).status).toBe(400)
    const test = { kind: 's3', sourceId: source.id, ...moved }
    expect(
      (
        await studio.call({
          method: 'POST',
          path: `/api/studio/knowledge/${base}/source-test`,
          body: test,
          person: owner,
        })
      ).status,
    ).toBe(400)
    await ask(SourceView, 'PATCH', `/${base}/sources/${source.id}`, { settings: { ...s3, prefix: 'a/' } })
    const [row] = await studio.system.db.select().from(knowledgeSources).where(eq(knowledgeSources.id, source.id))
    expect(JSON.stringify(row)).not.toContain('CANARY')
    const trail = await studio.system.db.select().from(auditEvents)
    expect(trail.map(({ action }) => action)).toContain('source.update')
    expect(JSON.stringify(trail)).not.toContain('CANARY')
    const sync = await work(source)
    expect(sync.status).toBe('failed')
    expect(JSON.stringify(sync)).not.toContain('CANARY')
  })

  test('one that a service repeats is masked in the report', async () => {
    const { openSource } = await import('./open-source')
    const { AppError } = await import('@/lib/core/app-error')
    const options = {
      system: studio.system,
      workspaceId: owner.workspaceId,
      kind: 's3',
      settings: s3,
      secret: SECRET,
      signal: new AbortController().signal,
    }
    const { explain: words } = await openSource(options)
    expect(words(new AppError('EGRESS_FAILED', `Refused ${SECRET} and ${encodeURIComponent(SECRET)}.`))).not.toContain(
      'CANARY',
    )
    expect(words(new Error(`internal ${SECRET}`))).toBe('It could not be read. It is tried again next time.')
  })

  test('wrong settings are named at their fields', async () => {
    const body = { ...web, settings: { url: 'file:///etc/passwd' } }
    const response = await studio.call({
      method: 'POST',
      path: `/api/studio/knowledge/${base}/sources`,
      body,
      person: owner,
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { details: [{ path: ['settings', 'url'] }] } })
    const missing = await studio.call({
      ...{ method: 'POST', path: `/api/studio/knowledge/${base}/sources`, person: owner },
      body: { ...web, settings: {} },
    })
    expect(await missing.json()).toMatchObject({ error: { message: 'Fill this in.' } })
  })
})

test.each([
  ['keep', 4],
  ['remove', 0],
] as const)('when a source is removed its documents %s', async (choice, left) => {
  const source = await add()
  await work(source)
  await ask(z.object({ ok: z.boolean() }), 'DELETE', `/${base}/sources/${source.id}?documents=${choice}`)
  const after = await live()
  expect(after).toHaveLength(left)
  expect(after.every(({ sourceId }) => sourceId === null)).toBe(true)
})

test('the test of a source shows what is there, or what is wrong', async () => {
  const Answer = z
    .object({ items: z.array(z.object({ url: z.string().nullable() })), problem: z.string().nullable() })
    .loose()
  const answer = await ask(Answer, 'POST', `/${base}/source-test`, {
    kind: 'web',
    settings: { url: `${origin}/`, secondsBetween: 0.1 },
  })
  // Nothing allows this computer's ports here.
  expect(answer.problem).toContain('Patchbay did not call 127.0.0.1')
})

describe('what documents of a source are given', () => {
  const given = { access: ['group:sales', 'member:Anna@Example.org'], metadata: { team: 'Sales', year: '2026' } }
  beforeEach(async () => {
    const fields = [
      { name: 'team', type: 'text' },
      { name: 'year', type: 'number' },
    ]
    await studio.system.db
      .update(knowledgeBases)
      .set({ metadataFields: MetadataField.array().parse(fields) })
      .where(eq(knowledgeBases.id, base))
  })
  const described = async () =>
    (await live())
      .map(({ name, access, metadata }) => ({ name, access, metadata }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))

  test('comes with them, changes with the source, and leaves what somebody set at a document', async () => {
    const source = await add(given)
    expect(source).toMatchObject({
      access: ['group:sales', 'member:anna@example.org'],
      metadata: { team: 'Sales', year: 2026 },
    })
    await work(source)
    for (const { access, metadata } of await described())
      expect({ access, metadata }).toEqual({ access: source.access, metadata: { team: 'Sales', year: 2026 } })
    const [a] = await live()
    await studio.system.db
      .update(documents)
      .set({
        access: ['user:bob'],
        metadata: { team: 'Own', year: 2026 },
        metadataOrigins: { team: 'person', year: 'source' },
      })
      .where(eq(documents.id, a?.id ?? ''))
    await ask(SourceView, 'PATCH', `/${base}/sources/${source.id}`, { access: null, metadata: { team: 'Service' } })
    for (const document of await live()) {
      const own = document.id === a?.id
      expect(document.access).toEqual(own ? ['user:bob'] : null)
      expect(document.metadata).toEqual({ team: own ? 'Own' : 'Service' })
    }
  })

  test('is checked against the fields of the knowledge base', async () => {
    const wrong = { ...web, settings: { ...web.settings, url: `${origin}/` }, metadata: { year: 'soon', town: 'Bern' } }
    const answer = await studio.call({
      method: 'POST',
      path: `/api/studio/knowledge/${base}/sources`,
      body: wrong,
      person: owner,
    })
    expect(answer.status).toBe(400)
    expect(JSON.stringify(await answer.json())).toContain('There is no metadata field “town”.')
  })
})

test('a sync that nobody began by hand and that fails is told in the inbox, one by hand is not', async () => {
  // There is no sitemap.
  const source = await add({ settings: { url: `${origin}/`, mode: 'sitemap', secondsBetween: 0.1 } })
  expect(await work(source)).toMatchObject({ cause: 'person', status: 'failed' })
  const told = async () =>
    await studio.system.db
      .select()
      .from(alerts)
      .where(eq(alerts.key, `sync-failed:${source.id}`))
  expect(await told()).toEqual([])
  await studio.system.db
    .update(knowledgeSources)
    .set({ nextSyncAt: new Date(0), cron: '0 7 * * *' })
    .where(eq(knowledgeSources.id, source.id))
  await fireSyncs(studio.system)
  expect(await work(source)).toMatchObject({ cause: 'schedule', status: 'failed' })
  expect(await told()).toMatchObject([
    { kind: 'sync-failed', title: '“Site” could not be synced', link: `/knowledge/${base}?tab=sources`, count: 1 },
  ])
})
