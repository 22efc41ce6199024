import net from 'node:net'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { openArchive } from '@/lib/import/open-archive'
import { fillReportNeeds, reportNeeds, settleReport } from '@/lib/import/report-needs'
import { gaps } from '@/lib/import/testing/dify-files'
import { branching, questions, workspaceExport } from '@/lib/import/testing/flowise-files'

let studio: TestStudio
let owner: TestPerson

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
})
afterAll(() => studio.close())

async function read(name: string, text: string) {
  const response = await studio.call({
    method: 'POST',
    path: '/api/studio/imports',
    person: owner,
    body: { name, text },
  })
  return { status: response.status, body: await response.json() }
}

test('reads the apps of a file, stores nothing, and names unrecognized files', async () => {
  expect((await read('Weather.json', branching)).body.apps).toMatchObject([
    { app: { name: 'Weather', kind: 'chat' }, report: { peer: 'flowise', totals: { missing: 0 } } },
  ])
  expect((await read('export.json', workspaceExport)).body.apps).toHaveLength(1)
  const other = await read('other.json', '{"nodes": []}')
  expect(other.status).toBe(400)
  const apps = await (await studio.call({ method: 'GET', path: '/api/studio/apps', person: owner })).json()
  expect(apps).toEqual({ apps: [] })
})

test('the report of an import stays with its app and not with others', async () => {
  const [imported] = (await read('Weather.json', branching)).body.apps
  const post = async (body: object) =>
    (await studio.call({ method: 'POST', path: '/api/studio/apps', person: owner, body })).json()
  const own = await post({ name: 'Weather', graph: imported.graph, importReport: imported.report })
  const blank = await post({ name: 'Blank' })
  const get = (id: string, person = owner) =>
    studio.call({ method: 'GET', path: `/api/studio/apps/${id}/import-report`, person })
  expect(await (await get(own.id)).json()).toMatchObject({ report: imported.report })
  expect((await get(blank.id)).status).toBe(404)
  expect((await get(own.id, await studio.signUp('owner'))).status).toBe(404)
  expect([own.hasImportReport, blank.hasImportReport]).toEqual([true, false])
})

test('importing connects to none of the addresses in a file', async () => {
  const server = net.createServer((socket) => socket.destroy())
  let visits = 0
  server.on('connection', () => {
    visits += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const connect = vi.spyOn(net.Socket.prototype, 'connect')
  try {
    const { port } = server.address() as net.AddressInfo
    const { status } = await read('flow.yml', gaps.replaceAll('https://api.example.com', `http://127.0.0.1:${port}`))
    expect(status).toBe(200)
    expect(connect).not.toHaveBeenCalled()
    expect(visits).toBe(0)
  } finally {
    connect.mockRestore()
    server.close()
  }
})

test('selected models and knowledge bases are set in all nodes that used the original', async () => {
  const [first] = (await read('qa.json', questions)).body.apps
  const needs = reportNeeds(first.graph, first.report)
  expect(needs.map(({ kind, name }) => [kind, name])).toEqual([
    ['model', 'gpt-4o'],
    ['knowledge', 'store'],
  ])
  const model = { connection: 'c', model: 'm' }
  const choices = new Map(needs.map(({ key, kind }) => [key, kind === 'model' ? model : 'base']))
  const filled = fillReportNeeds(first.graph, needs, choices)
  expect(filled.nodes.find(({ type }) => type === 'chat-model')?.config.model).toEqual(model)
  expect(filled.nodes.find(({ type }) => type === 'retriever')?.config.knowledgeBaseId).toBe('base')
  expect(reportNeeds(first.graph, settleReport(first.report, choices))).toEqual([])
})

test('reads the supported files of an archive, and rejects unsafe paths and too many entries', () => {
  const text = strToU8('{}')
  expect(openArchive(zipSync({ 'a/flow.json': text, 'readme.md': text }))).toEqual([
    { name: 'a/flow.json', text: '{}' },
  ])
  expect(() => openArchive(zipSync({ '../flow.json': text }))).toThrow('unsafe paths')
  const many = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`${index}.json`, text]))
  expect(() => openArchive(zipSync(many))).toThrow('at most 500 files')
  expect(() => openArchive(strToU8('PK\u0003\u0004 broken'))).toThrow('damaged')
})
