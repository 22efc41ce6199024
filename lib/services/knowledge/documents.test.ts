import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { documents } from '@/lib/db/schema/knowledge'

let studio: TestStudio
let owner: TestPerson
let base: { id: string }

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  base = await (
    await studio.call({ method: 'POST', path: '/api/studio/knowledge', body: { name: 'Files' }, person: owner })
  ).json()
})
afterAll(() => studio.close())

async function upload(
  name: string,
  content: string | Uint8Array<ArrayBuffer>,
  type = 'text/plain',
  values: Record<string, unknown> = {},
) {
  const body = new FormData()
  body.append('file', new File([content], name, { type }))
  const response = await studio.call({
    method: 'POST',
    path: `/api/studio/knowledge/${base.id}/documents?${new URLSearchParams(
      Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]),
    )}`,
    body,
    person: owner,
  })
  return { status: response.status, body: await response.json() }
}

test('an upload is queued once; the same bytes again change nothing, other bytes replace it', async () => {
  const first = await upload('notes.txt', 'one')
  expect(first).toMatchObject({ status: 200, body: { unchanged: false, document: { status: 'queued' } } })
  const second = await upload('notes.txt', 'one')
  expect(second.body).toMatchObject({ unchanged: true, document: { id: first.body.document.id } })
  const changed = await upload('notes.txt', 'two')
  expect(changed.body).toMatchObject({ unchanged: false, document: { id: first.body.document.id } })
  // Queued again while it waits, because a process may have ended in between; the queue keeps one job per key.
  expect(studio.sentJobs.filter(({ kind }) => kind === 'ingest-document')).toHaveLength(3)
})

test('the text recognition of a knowledge base accepts installed languages only', async () => {
  const change = (ocr: object) =>
    studio.call({ method: 'PATCH', path: `/api/studio/knowledge/${base.id}`, body: { ocr }, person: owner })
  expect(await (await change({ isOn: true, languages: ['chi_sim', 'eng'] })).json()).toMatchObject({
    name: 'Files',
    ocr: { isOn: true, languages: ['chi_sim', 'eng'], installed: ['chi_sim', 'eng'] },
  })
  for (const languages of [['tlh'], ['../eng'], [], ['eng', 'eng', 'eng', 'eng']])
    expect((await change({ isOn: true, languages })).status).toBe(400)
  expect(await (await change({ isOn: false, languages: ['eng'] })).json()).toMatchObject({ ocr: { isOn: false } })
})

test('rejects bytes that do not match the file name', async () => {
  expect((await upload('page.pdf', '<html><body>hello</body></html>', 'application/pdf')).status).toBe(415)
  expect((await upload('tool.exe', 'MZ', 'application/octet-stream')).status).toBe(415)
})

test('a name with a path becomes a plain name', async () => {
  const answer = await upload('../../etc/passwd.txt', 'root')
  expect(answer.status).toBe(200)
  expect(answer.body.document.name).not.toMatch(/[/\\]/)
})

test.each([
  ['CON.txt', 'plain', '_CON.txt', 'text/plain'],
  [`${'あ'.repeat(255)}.txt`, 'plain', expect.stringMatching(/^あ{100,251}/), 'text/plain'],
  ['page.pdf.html', '<html><body>hello</body></html>', 'page.pdf.html', 'text/html'],
  ['README', '<html><body>hello</body></html>', 'README', 'text/html'],
])('%s is stored under a generated id, with the type of its bytes', async (name, content, kept, mimeType) => {
  const answer = await upload(name, content, 'application/octet-stream')
  expect(answer).toMatchObject({ status: 200, body: { document: { name: kept, mimeType } } })
  const [row] = await studio.system.db
    .select({ fileId: documents.fileId })
    .from(documents)
    .where(eq(documents.id, answer.body.document.id))
  expect(row?.fileId).toMatch(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/)
})

test('rejects a .pdf file whose content is not a PDF, with a clear message', async () => {
  const answer = await upload('page.html.pdf', '<html><body>hello</body></html>', 'application/octet-stream')
  expect([answer.status, answer.body.error.message]).toEqual([415, expect.stringContaining('page.html.pdf')])
})

test('rejects an empty file with a clear message', async () => {
  expect(await upload('empty.txt', '')).toMatchObject({
    status: 400,
    body: { error: { message: 'empty.txt is empty.' } },
  })
})

test('an upload sets the access of a new document; an existing one keeps its access', async () => {
  const first = await upload('plan.txt', 'one', 'text/plain', { access: ['group:sales'], metadata: {} })
  expect(first.body.document.access).toEqual(['group:sales'])
  const second = await upload('plan.txt', 'two', 'text/plain', { access: null })
  expect(second.body.document.access).toEqual(['group:sales'])
  expect((await upload('other.txt', 'one', 'text/plain', { access: ['sales'] })).status).toBe(400)
  expect((await upload('other.txt', 'one', 'text/plain', { metadata: { team: 'Sales' } })).status).toBe(400)
})
