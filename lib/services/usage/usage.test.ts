import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import type { WorkspaceRows } from '@/lib/api/testing/rows/workspace-rows'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import type { ReplayReport, Usage } from '@/lib/contracts/usage'
import { newId } from '@/lib/core/new-id'
import { modelCalls, usageDays } from '@/lib/db/schema/model-calls'
import { runs } from '@/lib/db/schema/runs'
import { costMicros } from '@/lib/models/prices'
import { addDays } from './forecast-month'

let studio: TestStudio
let owner: TestPerson
let rows: WorkspaceRows
const today = new Date().toISOString().slice(0, 10)

beforeAll(async () => {
  studio = await createTestStudio()
})
afterAll(() => studio.close())
beforeEach(async () => {
  owner = await studio.signUp('owner')
  rows = await fillWorkspace(studio.system, owner.workspaceId)
})

type NewDay = Partial<typeof usageDays.$inferInsert>
async function used(...days: NewDay[]): Promise<void> {
  await studio.system.db.insert(usageDays).values(
    days.map((day) => ({
      workspaceId: owner.workspaceId,
      day: today,
      appId: rows.appId,
      connectionId: rows.connectionId,
      model: 'gpt-4o',
      provider: 'openai',
      keyId: rows.keyId,
      person: 'end:anna',
      calls: 1,
      costMicros: 100,
      ...day,
    })),
  )
}

const get = (path: string, person = owner) => studio.call({ method: 'GET', path: `/api/studio/usage${path}`, person })
async function usage(from = addDays(today, -6), to = today): Promise<Usage> {
  const response = await get(`?from=${from}&to=${to}`)
  expect(response.status).toBe(200)
  return response.json()
}

test('returns sums, breakdowns and days of a range, with names', async () => {
  await used(
    { inputTokens: 50, cachedInputTokens: 20, outputTokens: 5, failures: 1, savedMicros: 7 },
    { day: addDays(today, -1), person: `user:${owner.userId}`, costMicros: 900, calls: 3, keyId: '' },
    { day: addDays(today, -1), connectionId: 'builtin', model: 'extractive', costMicros: 0, unpricedCalls: 1 },
    { day: addDays(today, -7), costMicros: 5_000 },
    { day: addDays(today, -20), costMicros: 70_000 },
  )
  const { sums, before, by, daily } = await usage()
  expect(sums).toEqual({
    calls: 5,
    failures: 1,
    cachedCalls: 0,
    unpricedCalls: 1,
    inputTokens: 50,
    cachedInputTokens: 20,
    outputTokens: 5,
    costMicros: 1_000,
    savedMicros: 7,
  })
  expect(before.costMicros).toBe(5_000)
  expect(by.app.rows).toMatchObject([{ id: rows.appId, name: 'App', isDeleted: false, costMicros: 1_000 }])
  expect(by.model.rows).toMatchObject([
    { name: 'gpt-4o', note: 'Model', costMicros: 1_000 },
    { name: 'extractive', note: 'Built in', costMicros: 0, unpricedCalls: 1, isDeleted: false },
  ])
  expect(by.key.rows.map(({ id, name }) => [id, name])).toEqual([
    ['', null],
    [rows.keyId, 'Key'],
  ])
  expect(by.person.rows.map(({ name, note }) => [name, note])).toEqual([
    ['owner', 'member'],
    ['anna', 'end-user'],
  ])
  expect(daily.app).toEqual([
    { day: addDays(today, -1), id: rows.appId, costMicros: 900, tokens: 0, calls: 4 },
    { day: today, id: rows.appId, costMicros: 100, tokens: 55, calls: 1 },
  ])
})

test('shows deleted objects as such, with their name where it is kept', async () => {
  await studio.call({ method: 'DELETE', path: `/api/studio/apps/${rows.appId}`, person: owner })
  await studio.call({ method: 'DELETE', path: `/api/studio/keys/${rows.keyId}`, person: owner })
  await used(
    { connectionId: newId(), person: `user:${newId()}` },
    { appId: newId(), day: addDays(today, -1), costMicros: 1 },
  )
  const { by } = await usage()
  expect(by.app.rows.map(({ name, isDeleted }) => [name, isDeleted])).toEqual([
    ['App', true],
    [null, true],
  ])
  expect(by.key.rows).toMatchObject([{ name: 'Key', isDeleted: true }])
  expect(by.model.rows.find(({ isDeleted }) => isDeleted)).toMatchObject({ name: 'gpt-4o', note: null })
  expect(by.person.rows.find(({ isDeleted }) => isDeleted)).toMatchObject({ name: null, note: 'member' })
})

test('shows more than a hundred people as the hundred costliest and the rest', async () => {
  await used(...Array.from({ length: 130 }, (_, index) => ({ person: `end:p${index}`, costMicros: 1_000 - index })))
  const { by, sums } = await usage()
  expect(by.person.rows).toHaveLength(100)
  expect(by.person.rest).toMatchObject({ calls: 30 })
  const personTotal = by.person.rows.reduce((sum, row) => sum + row.costMicros, 0)
  expect(personTotal + (by.person.rest?.costMicros ?? 0)).toBe(sums.costMicros)
})

test('combines small parts of a bar, and loses nothing', async () => {
  await used(...Array.from({ length: 9 }, (_, index) => ({ model: `m${index}`, costMicros: 100 * (index + 1) })))
  const { daily, sums } = await usage()
  expect(daily.model).toHaveLength(7)
  expect(daily.model.reduce((sum, part) => sum + part.costMicros, 0)).toBe(sums.costMicros)
  expect(daily.model.find(({ id }) => id === 'rest')).toMatchObject({ costMicros: 600, calls: 3 })
})

test('the CSV has a line per day and combination, an unknown price stays empty, and no cell is a formula', async () => {
  await used(
    { person: 'end:=cmd()', costMicros: 1_234_567, calls: 2 },
    { day: addDays(today, -1), keyId: '', costMicros: 0, unpricedCalls: 1, appId: newId() },
  )
  const response = await get(`/csv?from=${addDays(today, -20)}&to=${today}`)
  expect(response.headers.get('content-disposition')).toContain(`usage-${addDays(today, -20)}-${today}.csv`)
  const [head, first, second] = (await response.text()).trim().split('\r\n')
  expect(head?.split(',').slice(-2)).toEqual(['cost_usd', 'saved_usd'])
  expect(first).toContain('(deleted)')
  expect(first?.endsWith(',0,0,0,,0.000000')).toBe(true)
  expect(second).toContain("'=cmd()")
  expect(second?.endsWith(',1.234567,0.000000')).toBe(true)
})

test('another workspace sees none of it, and the range is limited', async () => {
  await used({})
  const stranger = await studio.signUp('owner')
  const other: Usage = await (await get(`?from=${today}&to=${today}`, stranger)).json()
  expect([other.sums.calls, other.by.app.rows]).toEqual([0, []])
  expect((await (await get(`/csv?from=${today}&to=${today}`, stranger)).text()).trim().split('\r\n')).toHaveLength(1)
  expect((await get(`?from=2000-01-01&to=${today}`)).status).toBe(400)
  expect((await get(`?from=${today}&to=${addDays(today, -1)}`)).status).toBe(400)
})

async function called(values: Partial<typeof modelCalls.$inferInsert>): Promise<void> {
  await studio.system.db.insert(modelCalls).values({
    workspaceId: owner.workspaceId,
    runId: rows.runId,
    appId: rows.appId,
    origin: 'studio',
    ability: 'chat' as const,
    connectionId: newId(),
    provider: 'openai',
    model: 'gpt-4o',
    outcome: 'ok' as const,
    durationMs: 900,
    inputTokens: 1_000,
    outputTokens: 100,
    costMicros: 3_500,
    firstTokenMs: 100,
    ...values,
  })
}

const replay = (model: string, person = owner) =>
  get(`/replay?appId=${rows.appId}&connection=${rows.connectionId}&model=${model}`, person)

test('recalculates the last runs of an app for another model, from recorded data of both', async () => {
  await called({})
  await called({ outcome: 'failed', costMicros: null, inputTokens: 9_999 })
  await called({ ability: 'embed', inputTokens: 9_999 })
  await called({ runId: newId(), inputTokens: 9_999 })
  // A shadow repeats the request of its original.
  const shadow = { id: newId(), origin: 'shadow' as const, shadowOf: rows.runId, status: 'succeeded' as const }
  const ofApp = {
    workspaceId: owner.workspaceId,
    appId: rows.appId,
    planHash: 'h',
    preview: '',
    inputs: {},
    labels: {},
  }
  await studio.system.db.insert(runs).values({ ...ofApp, ...shadow })
  await called({ runId: shadow.id, origin: 'shadow', inputTokens: 9_999 })
  const report: ReplayReport = await (await replay('llama')).json()
  expect(report).toMatchObject({ runs: 1, calls: 1, inputTokens: 1_000, models: ['gpt-4o'], measured: null })
  expect(report.actual).toMatchObject({ costMicros: { total: 3_500 }, modelMs: { total: 900 } })
  // The connection is OpenAI-compatible, and the price of this model is unknown.
  const unknown = { provider: 'openai-compatible', model: 'llama', host: 'models.example' }
  const price = costMicros({ ...unknown, inputTokens: 1_000, outputTokens: 100 })
  expect(report.target).toMatchObject({ costMicros: { total: price }, modelMs: { total: null } })
  const callBase = { connectionId: rows.connectionId, model: 'llama', runId: newId() }
  for (let index = 0; index < 5; index += 1)
    await called({ ...callBase, firstTokenMs: 200, durationMs: 1_200, outputTokens: 50 })
  const measured: ReplayReport = await (await replay('llama')).json()
  expect(measured.measured).toEqual({ calls: 5, firstTokenMs: 200, tokensPerSecond: 50 })
  expect(measured.target.modelMs.total).toBe(200 + (100 / 50) * 1_000)
})

test('does not replay runs and connections of other workspaces', async () => {
  const stranger = await studio.signUp('owner')
  expect((await replay('llama', stranger)).status).toBe(404)
})
