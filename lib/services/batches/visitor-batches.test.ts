import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { postJson } from '@/lib/api/public/__fixtures__/test-public-api'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { VisitorBatch, VisitorBatchCheck, VisitorBatchList, VisitorRows } from '@/lib/contracts/visitor-batches'
import { batches, batchItems } from '@/lib/db/schema/automations'
import { claimAndDrive } from '@/lib/runs/drive/resume-run'
import { feedStalled } from './feed-stalled'
import { customerForm, customerMapping } from './testing/customer-form'

const CSV = 'Customer,Total\nAda,12\nBob,many\n=HYPERLINK("x"),1\n'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp('many', customerForm)
  await offer({ page: 'both', batchRows: 4 })
}, 120_000)
afterAll(() => app.close())

const offer = (overrides: object) =>
  app.request('PUT', `/api/studio/apps/${app.appId}/publication`, {
    slug: 'many',
    access: 'link',
    allowedOrigins: [],
    title: 'Many',
    greeting: '',
    suggestions: [],
    accent: '#2255cc',
    ...overrides,
  })

type Headers = Record<string, string>
async function visitor(): Promise<Headers> {
  const opened = await app.router.request('/embed/many/session', postJson({}, { origin: app.studio.system.appUrl }))
  return { authorization: `Bearer ${z.object({ token: z.string() }).parse(await opened.json()).token}` }
}
async function upload(headers: Headers, text = CSV, name = 'rows.csv') {
  const form = new FormData()
  form.set('file', new File([text], name))
  const fullResponse = new Response(form)
  return app.router.request('/embed/many/batches', {
    method: 'POST',
    body: await fullResponse.arrayBuffer(),
    headers: { ...headers, 'content-type': fullResponse.headers.get('content-type') ?? '' },
  })
}
const uploaded = async (headers: Headers, text?: string) =>
  VisitorBatch.parse(await (await upload(headers, text)).json())
const send = (headers: Headers, path: string, body: object) =>
  app.router.request(`/embed/many/batches/${path}`, postJson(body, headers))
const readBatch = async (headers: Headers, id: string) =>
  VisitorBatch.parse(await (await app.router.request(`/embed/many/batches/${id}`, { headers: headers })).json())

const sent = new Set<string>()
async function workAll(): Promise<void> {
  for (let count = 1; count > 0; ) {
    const jobs = app.studio.sentJobs.flatMap(({ kind, data }) => {
      const runId = String(Reflect.get(data, 'runId'))
      return kind === 'drive-run' && !sent.has(runId) ? [runId] : []
    })
    count = jobs.length
    for (const runId of jobs) {
      sent.add(runId)
      await (await claimAndDrive(app.studio.system, { runId, workspaceId: app.person.workspaceId }))?.done
    }
  }
}

test('a visitor uploads rows, maps columns, leaves, returns and downloads the results with an error per row', async () => {
  const ann = await visitor()
  const batch = await uploaded(ann)
  expect(batch).toMatchObject({ status: 'draft', rowCount: 3, columns: ['Customer', 'Total'] })
  const check = VisitorBatchCheck.parse(
    await (await send(ann, `${batch.id}/check`, { mapping: customerMapping })).json(),
  )
  expect(check).toMatchObject({ rowCount: 3, invalidCount: 1, errors: [{ row: 2 }] })
  const started = VisitorBatch.parse(await (await send(ann, `${batch.id}/start`, { mapping: customerMapping })).json())
  expect(started).toMatchObject({ status: 'running', versionNumber: 1, counts: { running: 2, invalid: 1 } })
  await workAll()
  const list = await app.router.request('/embed/many/batches', { headers: ann })
  expect(VisitorBatchList.parse(await list.json()).batches).toMatchObject([
    { id: batch.id, status: 'done', counts: { succeeded: 2, invalid: 1 } },
  ])
  const path = `/embed/many/batches/${batch.id}`
  const invalidRows = await app.router.request(`${path}/rows?status=invalid`, { headers: ann })
  expect(VisitorRows.parse(await invalidRows.json()).rows).toMatchObject([
    { row: 2, error: expect.stringContaining('a number') },
  ])
  const csv = await (await app.router.request(`${path}/results`, { headers: ann })).text()
  expect(csv.split('\r\n')[1]).toMatch(/^1,Ada,12,succeeded,Ada,,/)
  // The quote prevents a spreadsheet from evaluating the formula.
  expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
  expect((await app.router.request(path, { method: 'DELETE', headers: ann })).status).toBe(200)
  expect((await app.router.request(path, { headers: ann })).status).toBe(404)
})

test('does not find the batch of another visitor', async () => {
  const [ann, bob] = [await visitor(), await visitor()]
  const { id } = await uploaded(ann)
  const path = `/embed/many/batches/${id}`
  const tries = [
    app.router.request(path, { headers: bob }),
    app.router.request(`${path}/rows`, { headers: bob }),
    app.router.request(`${path}/results`, { headers: bob }),
    app.router.request(path, { method: 'DELETE', headers: bob }),
    send(bob, `${id}/start`, { mapping: customerMapping }),
    send(bob, `${id}/control`, { action: 'cancel' }),
  ]
  expect((await Promise.all(tries)).map(({ status }) => status)).toEqual(tries.map(() => 404))
})

test('rejects too many rows, too many files at once and files that are not tables, with a message', async () => {
  const cat = await visitor()
  const rows = (count: number) => `Customer,Total\n${'Ada,1\n'.repeat(count)}`
  const tooLong = await upload(cat, rows(5))
  expect([tooLong.status, (await tooLong.json()).detail]).toEqual([413, 'A file has at most 4 rows. Split the file.'])
  expect((await upload(cat, 'x', 'rows.pdf')).status).toBe(415)
  expect((await upload(cat, `Customer\n${'x'.repeat(6 * 1024 * 1024)}`)).status).toBe(413)
  for (let count = 0; count < 3; count += 1)
    await send(cat, `${(await uploaded(cat)).id}/start`, { mapping: customerMapping })
  expect((await upload(cat)).status).toBe(409)
  await workAll()
  expect((await upload(cat)).status).toBe(201)
})

test('stopping all traffic stops a visitor’s rows, which can be resumed', async () => {
  const dan = await visitor()
  const batch = await uploaded(dan, 'Customer,Total\nA,1\nB,1\nC,1\nD,1\n')
  await send(dan, `${batch.id}/start`, { mapping: customerMapping })
  const stop = { appId: app.appId, message: 'We are having a look.' }
  await app.request('POST', '/api/studio/protection/stops', stop)
  await workAll()
  expect((await send(dan, `${batch.id}/start`, { mapping: customerMapping })).status).toBe(503)
  await app.request('POST', '/api/studio/protection/resume', { appId: app.appId })
  expect(await readBatch(dan, batch.id)).toMatchObject({
    status: 'paused',
    error: 'We are having a look.',
    counts: { cancelled: 2, waiting: 2, succeeded: 0 },
  })
  await send(dan, `${batch.id}/control`, { action: 'run-rest' })
  await workAll()
  expect(await readBatch(dan, batch.id)).toMatchObject({ status: 'done', error: null, counts: { succeeded: 4 } })
})

test('rejects an upload to an app that offers no batches', async () => {
  const eve = await visitor()
  await offer({ page: 'single' })
  expect((await upload(eve)).status).toBe(404)
})

test('counts rows of an anonymous visitor by address, under any name', async () => {
  await offer({ page: 'both', batchRows: 4 })
  const [first, second] = [await uploaded(await visitor()), await uploaded(await visitor())]
  const rows = await app.studio.system.db.select({ id: batches.id, visitor: batches.visitor }).from(batches)
  const visitorOf = (id: string) => rows.find((row) => row.id === id)?.visitor
  expect(visitorOf(first.id)).toMatch(/^[\w-]{22}$/)
  expect(visitorOf(second.id)).toBe(visitorOf(first.id))
})

const rowsOf = (count: number) => `Customer,Total\n${'Ada,1\n'.repeat(count)}`
const start = (headers: Headers, id: string) => send(headers, `${id}/start`, { mapping: customerMapping })
const runningRows = async () =>
  (await app.studio.system.db.select().from(batchItems).where(eq(batchItems.status, 'running'))).length

test('limits an IP address to three batches and two concurrent rows, in any number of sessions', async () => {
  await offer({ page: 'both', batchRows: 4 })
  const sessions: Headers[] = []
  for (let count = 0; count < 5; count += 1) sessions.push(await visitor())
  const drafts: VisitorBatch[] = []
  for (const headers of sessions) drafts.push(await uploaded(headers, rowsOf(4)))
  const answers: number[] = []
  for (const [index, headers] of sessions.entries())
    answers.push((await start(headers, drafts[index]?.id ?? '')).status)
  expect(answers).toEqual([200, 200, 200, 409, 409])
  expect(await runningRows()).toBe(2)
  await workAll()
  for (const [index, headers] of sessions.slice(0, 3).entries())
    expect(await readBatch(headers, drafts[index]?.id ?? '')).toMatchObject({
      status: 'done',
      counts: { succeeded: 4 },
    })
})

test('counts waiting rows by address and by app', async () => {
  await offer({ page: 'both', batchRows: 1_000 })
  const [ann, bob] = [await visitor(), await visitor()]
  const [first, second] = [await uploaded(ann, rowsOf(1_000)), await uploaded(bob, rowsOf(1_000))]
  expect((await start(ann, first.id)).status).toBe(200)
  const rejected = await start(bob, second.id)
  expect([rejected.status, (await rejected.json()).detail]).toEqual([409, expect.stringContaining('of your rows')])
  // Rows of another address do not count for this one.
  const ofOther = { visitor: 'another-address', status: 'running' as const, endUser: 'x' }
  await app.studio.system.db.update(batches).set(ofOther).where(eq(batches.id, first.id))
  expect((await start(bob, second.id)).status).toBe(200)
  // The limit of the app counts rows of all addresses.
  await app.studio.system.db.update(batches).set(ofOther).where(eq(batches.id, second.id))
  await app.studio.system.db.execute(sql`
    insert into batch_items (batch_id, "row", workspace_id, "values", status)
    select ${second.id}::uuid, n, ${app.person.workspaceId}::uuid, '{}', 'waiting' from generate_series(2000, 4600) as n`)
  const third = await uploaded(ann, rowsOf(1_000))
  const full = await start(ann, third.id)
  expect([full.status, (await full.json()).detail]).toEqual([409, expect.stringContaining('Too many files')])
  await app.studio.system.db.delete(batches).where(eq(batches.appId, app.appId))
})

test('rows count against the app’s requests per minute, and resume once there are more', async () => {
  await offer({ page: 'both', batchRows: 10 })
  const protection = `/api/studio/apps/${app.appId}/protection`
  await app.request('PUT', protection, { perMinute: 4 })
  const headers = await visitor()
  const { id } = await uploaded(headers, rowsOf(10))
  // The upload, the start and these rows all count in this minute.
  await start(headers, id)
  await workAll()
  const stored = await readBatch(headers, id)
  expect(stored.status).toBe('running')
  expect(stored.counts.waiting).toBeGreaterThan(0)
  await app.request('PUT', protection, { perMinute: 10_000 })
  await expect
    .poll(
      async () => {
        await feedStalled(app.studio.system)
        await workAll()
        return (await readBatch(headers, id)).status
      },
      { timeout: 20_000 },
    )
    .toBe('done')
  await app.request('PUT', protection, {})
})
