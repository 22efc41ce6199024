import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { workspaces } from '@/lib/db/schema/auth'
import { modelCalls } from '@/lib/db/schema/model-calls'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { measureDays, measureModels } from './measure-models'

type NewCall = typeof modelCalls.$inferInsert

const now = new Date('2026-11-24T12:00:00Z')
const [mine, other] = [newId(), newId()]
let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
  for (const id of [mine, other]) await database.db.insert(workspaces).values({ id, name: 'W', wrappedDek: '' })
})
afterAll(() => database.close())

async function call(agoHours: number, overrides: Partial<NewCall> = {}): Promise<void> {
  const measuredAt = new Date(now.getTime() - agoHours * 3_600_000)
  await database.db.insert(modelCalls).values({
    id: newId(measuredAt.getTime()),
    at: measuredAt,
    workspaceId: mine,
    origin: 'studio',
    ability: 'chat',
    connectionId: 'c1',
    provider: 'openai',
    model: 'm',
    outcome: 'ok',
    durationMs: 1_000,
    ...overrides,
  })
}

test('metrics equal those computed manually', async () => {
  const runs = [newId(), newId()]
  // First tokens at 100, 200, 300, 400 ms: median 250, 95th percentile 385. Speeds 100, 50, 40 and 20: median 45.
  await call(1, { runId: runs[0] ?? null, firstTokenMs: 100, durationMs: 1_100, outputTokens: 100, costMicros: 300 })
  await call(2, { runId: runs[0] ?? null, firstTokenMs: 200, durationMs: 1_200, outputTokens: 50, costMicros: 100 })
  await call(3, { runId: runs[1] ?? null, firstTokenMs: 300, durationMs: 1_300, outputTokens: 40, costMicros: 101 })
  await call(30, { firstTokenMs: 400, durationMs: 1_400, outputTokens: 20 })
  await call(4, { outcome: 'failed', errorCode: 'MODEL_FAILED' })
  await call(5, { outcome: 'failed', errorCode: 'MODEL_UNAUTHORIZED' })
  // None of these describe the current service.
  await call(6, { outcome: 'cached', firstTokenMs: 1, costMicros: 0 })
  await call(7, { outcome: 'cancelled', firstTokenMs: 5_000 })
  await call(8 * 24, { firstTokenMs: 9_000, outputTokens: 1_000 })
  await call(1, { workspaceId: other, firstTokenMs: 7_000 })
  const measured = await measureModels(database.db, mine, { sinceDays: 7, now })
  expect([...measured.keys()]).toEqual(['c1/m'])
  const metrics = measured.get('c1/m')
  expect(metrics).toEqual({
    calls: 6,
    failures: 2,
    availability: 0.8,
    errorRate: 2 / 6,
    firstTokenP50Ms: 250,
    firstTokenP95Ms: 385,
    tokensPerSecond: 45,
    unpricedCalls: 1,
    lastUsedAt: '2026-11-24T11:00:00.000Z',
    // Two runs cost 501 in total.
    costPerThousandRunsMicros: 250_500,
  })
  const today = await measureModels(database.db, mine, { sinceDays: 1, now })
  expect(today.get('c1/m')).toMatchObject({ calls: 5, firstTokenP50Ms: 200 })
})

test('a retried step counts once, with the result of its first call', async () => {
  const workspaceId = newId()
  await database.db.insert(workspaces).values({ id: workspaceId, name: 'W', wrappedDek: '' })
  const [outage, recovered] = [newId(), newId()]
  const failed = { workspaceId, outcome: 'failed' as const, errorCode: 'MODEL_FAILED' }
  // An outage: three attempts of one step, and two of another step of the same run.
  for (const agoHours of [5, 4.9, 4.8]) await call(agoHours, { ...failed, runId: outage, nodeId: 'a' })
  for (const agoHours of [4.7, 4.6]) await call(agoHours, { ...failed, runId: outage, nodeId: 'b' })
  // A success at the second attempt, a fallback model, and eight calls that succeed at once.
  await call(3, { ...failed, runId: recovered, nodeId: 'a' })
  await call(2.9, { workspaceId, runId: recovered, nodeId: 'a' })
  await call(2.8, { workspaceId, runId: recovered, nodeId: 'a', model: 'other' })
  for (let number = 1; number <= 7; number += 1) await call(2, { workspaceId, runId: newId(), nodeId: 'a' })
  const measured = await measureModels(database.db, workspaceId, { sinceDays: 7, now })
  expect(measured.get('c1/m')).toMatchObject({ calls: 10, failures: 3, errorRate: 0.3, availability: 0.7 })
  expect(measured.get('c1/other')).toMatchObject({ calls: 1, failures: 0 })
  const days = await measureDays(database.db, workspaceId, { connection: 'c1', model: 'm', sinceDays: 7, now })
  expect(days.map(({ calls, failures }) => [calls, failures])).toEqual([[10, 3]])
})

test('counts days separately and omits days without calls', async () => {
  const days = await measureDays(database.db, mine, { connection: 'c1', model: 'm', sinceDays: 30, now })
  expect(days.map(({ day, calls, failures }) => [day, calls, failures])).toEqual([
    ['2026-11-16', 1, 0],
    ['2026-11-23', 1, 0],
    ['2026-11-24', 5, 2],
  ])
  expect(days[2]?.firstTokenP50Ms).toBe(200)
})

test('a model without calls has no metrics', async () => {
  expect((await measureModels(database.db, newId(), { sinceDays: 7, now })).size).toBe(0)
})
