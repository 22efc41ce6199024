import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { BatchView } from '@/lib/contracts/batches'
import { batchItems } from '@/lib/db/schema/automations'
import { claimAndDrive } from '@/lib/runs/drive/resume-run'
import { parseRows } from '@/lib/services/batches/parse-rows'
import { customerForm, customerMapping } from './testing/customer-form'

const CSV = 'Customer,Total\nAda,12\n"Bob, Inc",7.5\n,3\nDan,many\n=HYPERLINK("x"),1\n'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp('batched', customerForm)
})
afterAll(() => app.close())

async function upload(text: string, name = 'rows.csv') {
  const body = new FormData()
  body.append('file', new File([text], name))
  const path = `/api/studio/apps/${app.appId}/batches`
  return app.studio.call({ method: 'POST', path, body, person: app.person })
}
const uploaded = async (text: string, name?: string) => {
  const answer: unknown = await (await upload(text, name)).json()
  const parsed = BatchView.safeParse(answer)
  if (!parsed.success) throw new Error(JSON.stringify(answer))
  return parsed.data
}
const request = async (method: string, path: string, body?: unknown) =>
  app.request(method, `/api/studio/batches/${path}`, body)
const readBatch = async (id: string) => BatchView.parse(await request('GET', id))
const start = async (id: string, overrides: object = {}) =>
  BatchView.parse(await request('POST', `${id}/start`, { mapping: customerMapping, ...overrides }))
const control = async (id: string, action: string) =>
  BatchView.parse(await request('POST', `${id}/control`, { action }))

const sent = new Set<string>()
/** Drives the runs queued since the last call, as workers would. @returns the number of runs */
async function work(): Promise<number> {
  const jobs = app.studio.sentJobs.flatMap(({ kind, data }) => {
    const runId = String(Reflect.get(data, 'runId'))
    return kind === 'drive-run' && !sent.has(runId) ? [runId] : []
  })
  for (const runId of jobs) {
    sent.add(runId)
    await (await claimAndDrive(app.studio.system, { runId, workspaceId: app.person.workspaceId }))?.done
  }
  return jobs.length
}
async function workAll(): Promise<void> {
  while ((await work()) > 0) {}
}

test('previews a mapping, and reports wrong rows', async () => {
  const batch = await uploaded(CSV)
  expect(batch).toMatchObject({ status: 'draft', rowCount: 5, columns: ['Customer', 'Total'], format: 'csv' })
  expect(await request('POST', `${batch.id}/check`, { mapping: customerMapping })).toEqual({
    rowCount: 5,
    invalidCount: 2,
    first: [
      { row: 1, inputs: { name: 'Ada', amount: 12 } },
      { row: 2, inputs: { name: 'Bob, Inc', amount: 7.5 } },
      { row: 5, inputs: { name: '=HYPERLINK("x")', amount: 1 } },
    ],
    errors: [
      expect.objectContaining({ row: 3, key: 'inputs.fieldMissing', message: '“Name” is missing (name).' }),
      expect.objectContaining({ row: 4, key: 'inputs.fieldNotNumber', message: expect.stringContaining('a number') }),
    ],
  })
})

test('runs the good rows within the concurrency limit, and returns the results as a file', async () => {
  const batch = await uploaded(CSV)
  expect(await start(batch.id, { parallel: 2 })).toMatchObject({
    status: 'running',
    versionNumber: 1,
    counts: { invalid: 2, running: 2, waiting: 1 },
  })
  expect(await work()).toBe(2)
  expect((await readBatch(batch.id)).counts).toMatchObject({ succeeded: 2, running: 1, waiting: 0 })
  await workAll()
  expect(await readBatch(batch.id)).toMatchObject({ status: 'done', counts: { succeeded: 3, invalid: 2 } })
  const path = `/api/studio/batches/${batch.id}/results?format=csv`
  const csv = await app.studio.call({ method: 'GET', path, person: app.person })
  const lines = (await csv.text()).split('\r\n')
  expect(lines[0]).toBe('row,Customer,Total,status,text,error,run')
  expect(lines[2]).toMatch(/^2,"Bob, Inc",7\.5,succeeded,"Bob, Inc",,[0-9a-f-]{36}$/)
  expect(lines[3]).toContain('3,,3,invalid,,')
  // The quote prevents a spreadsheet from evaluating the formula.
  expect(lines[5]).toContain(`"'=HYPERLINK(""x"")"`)
  const jsonl = await app.studio.call({ method: 'GET', path: path.replace('csv', 'jsonl'), person: app.person })
  const rows = (await jsonl.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows[0]).toMatchObject({ row: 1, values: { Customer: 'Ada', Total: '12' }, outputs: { text: 'Ada' } })
})

test('pauses between rows, resumes, and stops', async () => {
  const manyRows = `Customer,Total\n${Array.from({ length: 10 }, (_, index) => `C${index},1`).join('\n')}`
  const batch = await uploaded(manyRows)
  await start(batch.id, { parallel: 3 })
  await control(batch.id, 'pause')
  await workAll()
  expect(await readBatch(batch.id)).toMatchObject({
    status: 'paused',
    counts: { succeeded: 3, waiting: 7, running: 0 },
  })
  expect(await control(batch.id, 'resume')).toMatchObject({ counts: { running: 3, waiting: 4 } })
  expect(await control(batch.id, 'cancel')).toMatchObject({
    status: 'cancelled',
    counts: { succeeded: 3, cancelled: 7, running: 0, waiting: 0 },
  })
  await control(batch.id, 'run-rest')
  await workAll()
  expect(await readBatch(batch.id)).toMatchObject({ status: 'done', counts: { succeeded: 10 } })
})

test('reruns cancelled rows and failed rows separately', async () => {
  const { db } = app.studio.system
  const batch = await uploaded(`Customer,Total\n${['A', 'B', 'C', 'D'].map((name) => `${name},1`).join('\n')}`)
  const setStatus = (row: number, status: 'failed') =>
    db
      .update(batchItems)
      .set({ status, error: 'No.' })
      .where(and(eq(batchItems.batchId, batch.id), eq(batchItems.row, row)))
  await start(batch.id, { parallel: 1 })
  await control(batch.id, 'cancel')
  await setStatus(1, 'failed')
  await setStatus(2, 'failed')
  await control(batch.id, 'run-rest')
  await workAll()
  expect(await readBatch(batch.id)).toMatchObject({ status: 'done', counts: { succeeded: 2, failed: 2, cancelled: 0 } })
  const rejected = await app.studio.call({
    method: 'POST',
    path: `/api/studio/batches/${batch.id}/control`,
    person: app.person,
    body: { action: 'run-rest' },
  })
  expect([rejected.status, await rejected.json()]).toMatchObject([
    409,
    { error: { message: 'There are no rows left to run.' } },
  ])
  // The batch was not restarted, either.
  expect(await readBatch(batch.id)).toMatchObject({ status: 'done' })
  await control(batch.id, 'retry-failed')
  await workAll()
  expect(await readBatch(batch.id)).toMatchObject({ status: 'done', counts: { succeeded: 4, failed: 0 } })
})

test('accepts JSONL, and names the invalid line', async () => {
  const batch = await uploaded(
    '{"Customer":"Ada","Total":1}\nnot json\n[1]\n{"__proto__":{"a":1}}\n{"Customer":"Bo","Total":2}\n',
    'rows.jsonl',
  )
  expect(batch).toMatchObject({ rowCount: 5, counts: { waiting: 2, invalid: 3 } })
  const { items } = z
    .object({ items: z.array(z.object({ row: z.number(), error: z.string().nullable() })) })
    .parse(await request('GET', `${batch.id}/items?status=invalid`))
  expect(items.map(({ row }) => row)).toEqual([2, 3, 4])
})

test.each([
  ['nothing', '', 'rows.csv', 400],
  ['a header alone', 'Customer,Total\n', 'rows.csv', 400],
  ['a column twice', 'Customer,Customer\nAda,1\n', 'rows.csv', 400],
  ['a reserved column', '__proto__,Total\nAda,1\n', 'rows.csv', 400],
  ['a quote that stays open', `Customer,Total\n"${'x'.repeat(2_000_000)}`, 'rows.csv', 400],
  ['another kind of file', 'x', 'rows.pdf', 415],
  ['eleven megabytes', `Customer\n${'x'.repeat(11 * 1024 * 1024)}`, 'rows.csv', 413],
])('rejects %s', async (_, text, name, status) => {
  expect((await upload(text, name)).status).toBe(status)
})

test('starts a batch only once when two requests arrive together', async () => {
  const batch = await uploaded('Customer,Total\nAda,1\n')
  const answers = await Promise.all(
    [1, 2].map(() =>
      app.studio.call({
        method: 'POST',
        path: `/api/studio/batches/${batch.id}/start`,
        body: { mapping: customerMapping },
        person: app.person,
      }),
    ),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('stores and checks twenty thousand rows', async () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => `Customer ${index},${index}`)
  const batch = await uploaded(`Customer,Total\n${rows.join('\n')}`)
  expect(batch.rowCount).toBe(20_000)
  expect(await request('POST', `${batch.id}/check`, { mapping: customerMapping })).toMatchObject({
    rowCount: 20_000,
    invalidCount: 0,
  })
})

test('rejects more than a hundred thousand rows', async () => {
  const count = async (rows: number) => {
    let seen = 0
    for await (const _ of parseRows(Buffer.from('{}\n'.repeat(rows)), 'jsonl')) seen += 1
    return seen
  }
  expect(await count(100_000)).toBe(100_000)
  await expect(count(100_001)).rejects.toThrow('100,000 rows')
})
