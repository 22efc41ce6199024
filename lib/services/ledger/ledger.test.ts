import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import type { LedgerRow } from '@/lib/contracts/ledger'
import { newId } from '@/lib/core/new-id'
import { apps } from '@/lib/db/schema/apps'
import { modelCalls } from '@/lib/db/schema/model-calls'
import { connections } from '@/lib/db/schema/models'
import { emptyGraph } from '@/lib/graph/graph'

let studio: TestStudio
let owner: TestPerson
const ids = { connection: newId(), app: newId(), run: newId() }

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  const { workspaceId } = owner
  const { db } = studio.system
  await db.insert(connections).values({
    id: ids.connection,
    workspaceId,
    name: 'Azure',
    provider: 'openai',
  })
  await db.insert(apps).values({ id: ids.app, workspaceId, name: '=Support', kind: 'chat', draft: emptyGraph() })
  await record({ at: '2026-11-01T00:00:00Z', sentCharacters: 100, dataKinds: ['prompt'], appId: ids.app })
  await record({ at: '2026-11-02T10:00:00Z', sentCharacters: 50, dataKinds: ['documents', 'prompt'], runId: ids.run })
  await record({ at: '2026-11-02T11:00:00Z', sentCharacters: 7, dataKinds: ['images'], outcome: 'failed' })
  await record({ at: '2026-11-02T12:00:00Z', sentCharacters: 9_999, outcome: 'cached' })
  await record({ at: '2026-11-30T23:59:59Z', sentCharacters: 3, model: 'other', host: 'relay.example' })
  await record({ at: '2026-12-01T00:00:00Z', sentCharacters: 5_000 })
  await record({
    at: '2026-11-03T00:00:00Z',
    sentCharacters: 1,
    provider: 'builtin',
    host: '',
    connectionId: 'builtin',
  })
})
afterAll(() => studio.close())

type Row = Partial<Omit<typeof modelCalls.$inferInsert, 'at'>> & { at: string }
async function record({ at, ...row }: Row, workspaceId = owner.workspaceId): Promise<void> {
  await studio.system.db.insert(modelCalls).values({
    workspaceId,
    origin: 'studio',
    ability: 'chat',
    connectionId: ids.connection,
    provider: 'openai',
    host: 'api.openai.com',
    model: 'gpt-5',
    outcome: 'ok',
    durationMs: 1,
    ...row,
    at: new Date(at),
  })
}
const getPath = async (path: string, person = owner) =>
  studio.call({ method: 'GET', path: `/api/studio/${path}`, person })
const NOVEMBER = 'from=2026-11-01&to=2026-11-30'

test('reports which data went to which provider, by destination and app, within the requested days', async () => {
  const { rows, days, isCut } = await (await getPath(`ledger?${NOVEMBER}`)).json()
  expect(isCut).toBe(false)
  expect(rows).toHaveLength(3)
  expect(rows[0]).toMatchObject({
    connectionName: 'Azure',
    provider: 'openai',
    host: 'api.openai.com',
    regions: ['global'],
    model: 'gpt-5',
    dataUse: 'no-training',
    dataKinds: ['documents', 'images', 'prompt'],
    calls: 3,
    characters: 157,
    firstAt: '2026-11-01T00:00:00.000Z',
    lastAt: '2026-11-02T11:00:00.000Z',
  })
  expect(rows[0].apps).toEqual([
    { id: ids.app, name: '=Support', calls: 1, characters: 100 },
    { id: null, name: null, calls: 2, characters: 57 },
  ])
  // At another address than the service's own, the location and use of the data are unknown.
  expect(rows[1]).toMatchObject({ model: 'other', calls: 1, characters: 3, regions: [], dataUse: null })
  expect(rows[2]).toMatchObject({ provider: 'builtin', host: '', isInside: true })
  expect(days).toEqual([
    { day: '2026-11-01', provider: 'openai', characters: 100 },
    { day: '2026-11-02', provider: 'openai', characters: 57 },
    { day: '2026-11-30', provider: 'openai', characters: 3 },
  ])
})

test('lists the calls of a destination with their runs, page by page', async () => {
  const destination = `${NOVEMBER}&connectionId=${ids.connection}&provider=openai&host=api.openai.com&model=gpt-5`
  const first = await (await getPath(`ledger/calls?${destination}&limit=2`)).json()
  expect(first.calls).toMatchObject([
    { outcome: 'failed', characters: 7, dataKinds: ['images'] },
    { runId: ids.run, characters: 50 },
  ])
  const second = await (await getPath(`ledger/calls?${destination}&limit=2&cursor=${first.nextCursor}`)).json()
  expect(second).toMatchObject({ calls: [{ appName: '=Support', characters: 100 }], nextCursor: null })
})

test('exports CSV that no spreadsheet evaluates', async () => {
  const summary = await getPath(`ledger/export?${NOVEMBER}`)
  expect(summary.headers.get('content-disposition')).toBe(
    'attachment; filename="data-ledger-summary-2026-11-01-2026-11-30.csv"',
  )
  const lines = (await summary.text()).split('\r\n')
  expect(lines[0]).toBe(
    'provider,host,region,model,connection,data use,kinds of data,app,calls,characters,first,last,left',
  )
  expect(lines[1]).toContain(
    `openai,api.openai.com,global,gpt-5,Azure,no-training,documents images prompt,'=Support,1,100,`,
  )
  expect(lines).toHaveLength(6)
  const calls = (await (await getPath(`ledger/export?${NOVEMBER}&lines=calls`)).text()).trim().split('\r\n')
  expect(calls).toHaveLength(6)
  expect(calls.some((line) => line.includes('9999'))).toBe(false)
})

test.each(['from=2026-11-30&to=2026-11-01', 'from=2024-01-01&to=2026-11-01', 'from=yesterday&to=2026-11-01', ''])(
  'rejects the range %j',
  async (range) => {
    expect((await getPath(`ledger?${range}`)).status).toBe(400)
  },
)

test.each([
  '127.0.0.1:9200',
  'localhost:11434',
  '[::1]:8080',
  '192.168.1.20',
  '10.0.0.5:1234',
  'ollama',
  'gpu.internal',
])('counts no data as sent out for a model at %s', async (host) => {
  const person = await studio.signUp('owner')
  await record({ at: '2026-11-02T00:00:00Z', sentCharacters: 500, host, provider: 'vllm' }, person.workspaceId)
  await record({ at: '2026-11-02T00:00:00Z', sentCharacters: 7 }, person.workspaceId)
  const { rows, days } = await (await getPath(`ledger?${NOVEMBER}`, person)).json()
  expect(rows.map((row: { host: string; isInside: boolean }) => [row.host, row.isInside])).toEqual([
    [host, true],
    ['api.openai.com', false],
  ])
  expect(days).toEqual([{ day: '2026-11-02', provider: 'openai', characters: 7 }])
  const lines = (await (await getPath(`ledger/export?${NOVEMBER}`, person)).text()).trim().split('\r\n')
  expect(lines.map((line) => line.split(',').at(-1))).toEqual(['left', 'no', 'yes'])
})

test('sums of many calls equal the sums of the single calls', async () => {
  const person = await studio.signUp('owner')
  const pick = <T>(values: readonly T[]): T => values[Math.floor(Math.random() * values.length)] as T
  const calls = Array.from({ length: 600 }, () => ({
    workspaceId: person.workspaceId,
    origin: 'studio',
    ability: 'chat' as const,
    durationMs: 1,
    connectionId: pick(['a', 'b']),
    provider: pick(['openai', 'vllm']),
    host: pick(['api.openai.com', 'relay.example', '10.0.0.5', '']),
    model: pick(['one', 'two', 'three']),
    appId: pick([ids.app, null]),
    outcome: pick(['ok', 'failed', 'cancelled', 'cached'] as const),
    dataKinds: pick([[], ['prompt'], ['documents', 'prompt'], ['prompt', 'documents'], ['images']]),
    sentCharacters: Math.floor(Math.random() * 1_000),
    at: new Date(Date.parse('2026-10-30T00:00:00Z') + Math.floor(Math.random() * 33 * 86_400_000)),
  }))
  await studio.system.db.insert(modelCalls).values(calls)
  const { rows, days } = await (await getPath(`ledger?${NOVEMBER}`, person)).json()

  const sent = calls.filter(({ outcome, at }) => outcome !== 'cached' && at.toISOString().startsWith('2026-11'))
  const destinationOf = (row: (typeof calls)[number]) => [row.connectionId, row.provider, row.host, row.model].join(' ')
  const expected = [...Map.groupBy(sent, destinationOf).entries()].map(([destination, of]) => ({
    destination,
    dataKinds: [...new Set(of.flatMap(({ dataKinds }) => dataKinds))].sort(),
    calls: of.length,
    characters: sumOf(of),
    firstAt: of.map(({ at }) => at.toISOString()).sort()[0],
    lastAt: of
      .map(({ at }) => at.toISOString())
      .sort()
      .at(-1),
    apps: [...Map.groupBy(of, ({ appId }) => appId).values()].map((own) => `${own.length} ${sumOf(own)}`).sort(),
  }))
  const actual = rows.map((row: LedgerRow) => ({
    destination: [row.connectionId, row.provider, row.host, row.model].join(' '),
    dataKinds: row.dataKinds,
    calls: row.calls,
    characters: row.characters,
    firstAt: row.firstAt,
    lastAt: row.lastAt,
    apps: row.apps.map((app) => `${app.calls} ${app.characters}`).sort(),
  }))
  expect(byText(actual)).toEqual(byText(expected))
  const outside = sent.filter(({ host }) => host.includes('.') && !host.startsWith('10.'))
  const dayOf = (row: (typeof calls)[number]) => `${row.at.toISOString().slice(0, 10)} ${row.provider}`
  expect(
    days
      .map((row: { day: string; provider: string; characters: number }) => [
        `${row.day} ${row.provider}`,
        row.characters,
      ])
      .sort(),
  ).toEqual([...Map.groupBy(outside, dayOf).entries()].map(([day, of]) => [day, sumOf(of)]).sort())
})

const sumOf = (calls: readonly { sentCharacters: number }[]) =>
  calls.reduce((sum, { sentCharacters }) => sum + sentCharacters, 0)
const byText = <T>(values: readonly T[]) => values.map((value) => JSON.stringify(value)).toSorted()

test('shows nothing of another workspace', async () => {
  const stranger = await studio.signUp('owner')
  expect(await (await getPath(`ledger?${NOVEMBER}`, stranger)).json()).toEqual({ rows: [], days: [], isCut: false })
})
