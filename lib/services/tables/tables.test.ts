import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { fileTable } from '@/lib/rag/parse/file-table'
import { chooseParser } from '../app-files/document-parser'

let studio: TestStudio
let editor: TestPerson

beforeAll(async () => {
  chooseParser(await bundleEntry('lib/rag/parse/worker.entry.ts'))
  studio = await createTestStudio()
  const owner = await studio.signUp('owner')
  editor = await studio.signUp('editor', owner.workspaceId)
}, 180_000)
afterAll(() => studio.close())

async function send(method: string, address: string, body?: object) {
  const response = await studio.call({
    method,
    path: `/api/studio/tables${address}`,
    person: editor,
    ...(body ? { body } : {}),
  })
  return { status: response.status, body: await response.json() }
}

const EMAIL = { id: 'email', label: 'Email', type: 'text', unique: true, required: true }
const AGE = { id: 'age', label: 'Age', type: 'number' }

async function create(name: string, columns: object[] = [EMAIL, AGE]): Promise<string> {
  const { body } = await send('POST', '', { name, columns })
  return body.id
}

test('creates tables with unique names, and columns with unique ids', async () => {
  const id = await create('People')
  expect((await send('GET', '')).body.tables.map((table: { id: string }) => table.id)).toEqual([id])
  expect((await send('POST', '', { name: 'People', columns: [EMAIL] })).status).toBe(409)
  expect((await send('POST', '', { name: 'Twice', columns: [EMAIL, EMAIL] })).status).toBe(400)
  expect((await send('POST', '', { name: 'Reserved', columns: [{ ...EMAIL, id: 'id' }] })).status).toBe(400)
  expect((await send('DELETE', `/${id}`)).body).toEqual({ ok: true })
})

test('adds, sorts, filters, changes and deletes rows', async () => {
  const id = await create('Members')
  const add = (email: string, age: number | string) => send('POST', `/${id}/rows`, { values: { email, age } })
  const ada = await add('ada@example.com', 36)
  await add('grace@example.com', '9')
  expect((await add('ada@example.com', 1)).status).toBe(409)
  expect((await add('eve@example.com', 'old')).status).toBe(400)
  const list = async (query: string) =>
    (await send('GET', `/${id}/rows?${query}`)).body.rows.map((row: { values: { email: string } }) => row.values.email)
  expect(await list('sortBy=age')).toEqual(['grace@example.com', 'ada@example.com'])
  expect(await list('filterBy=email&value=ADA')).toEqual(['ada@example.com'])
  expect(await list('environment=production')).toEqual([])
  const row = `/${id}/rows/${ada.body.id}`
  expect((await send('PATCH', row, { values: { age: null } })).body.values).toEqual({ email: 'ada@example.com' })
  expect((await send('PATCH', row, { values: { email: 'grace@example.com' } })).status).toBe(409)
  expect((await send('DELETE', row)).status).toBe(200)
  expect((await add('ada@example.com', 1)).status).toBe(200)
})

test('converts rows to changed columns, and says how many do not fit', async () => {
  const id = await create('Changing')
  for (const [email, age] of Object.entries({ a: 1, b: 2 }))
    await send('POST', `/${id}/rows`, { values: { email, age } })
  const change = (...columns: object[]) => send('PATCH', `/${id}`, { columns })
  const rejected = await change(EMAIL, { ...AGE, type: 'date' })
  expect([rejected.status, rejected.body.error.message]).toEqual([400, expect.stringContaining('2 rows')])
  expect((await change(EMAIL, { ...AGE, type: 'text', label: 'Years' })).status).toBe(200)
  expect((await send('GET', `/${id}/rows`)).body.rows[0].values).toEqual({ email: 'a', age: '1' })
  expect((await change(EMAIL)).status).toBe(200)
  expect((await send('GET', `/${id}/rows`)).body.rows[0].values).toEqual({ email: 'a' })
})

test('imports CSV, and returns rows that do not fit with their reasons', async () => {
  const id = await create('Imported')
  const csv = 'Email,Age,Other\nada@example.com,36,x\n,1,x\nada@example.com,2,x\ngrace@example.com,old,x\n"b, c",7'
  const { body } = await send('POST', `/${id}/imports`, { csv })
  expect([body.inserted, body.rejectedCount]).toEqual([2, 3])
  expect(body.rejected.map(({ line }: { line: number }) => line)).toEqual([3, 4, 5])
})

test('exports rows as CSV and Excel without formulas, and imports the Excel file again', async () => {
  const id = await create('Exported')
  await send('POST', `/${id}/rows`, { values: { email: '=cmd()', age: 36 } })
  await send('POST', `/${id}/rows`, { values: { email: 'grace@example.com' } })
  const download = async (format: string) => {
    const address = `/api/studio/tables/${id}/export?format=${format}`
    const response = await studio.call({ method: 'GET', path: address, person: editor })
    expect(response.headers.get('content-disposition')).toContain(`Exported.${format}`)
    return new Uint8Array(await response.arrayBuffer())
  }
  const csv = new TextDecoder().decode(await download('csv'))
  expect(csv).toBe("Email,Age\r\n'=cmd(),36\r\ngrace@example.com,\r\n")
  const xlsx = await download('xlsx')
  const mime = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  expect(fileTable({ bytes: xlsx, mime }).rows).toEqual([{ Email: '=cmd()', Age: 36 }, { Email: 'grace@example.com' }])
  const copy = await create('Copied')
  const { body } = await send('POST', `/${copy}/imports`, { xlsx: Buffer.from(xlsx).toString('base64') })
  expect(body).toEqual({ inserted: 2, rejected: [], rejectedCount: 0 })
  expect((await send('POST', `/${copy}/imports`, { xlsx: 'bm90IGV4Y2Vs' })).status).toBe(415)
  expect((await send('POST', `/${copy}/imports`, {})).status).toBe(400)
})
