import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { modelCalls, usageDays } from '@/lib/db/schema/model-calls'
import { cachedAnswers } from '@/lib/db/schema/routes'
import type { CacheLookup, Caller, CallRecord } from '@/lib/models/gateway/gateway-services'
import { findCachedAnswer, storeCachedAnswer } from './cached-answers'
import { CallLedger } from './call-ledger'
import { cleanUpGateway } from './clean-up-gateway'
import { ConnectionSlots } from './connection-slots'
import { readModelMetrics } from './model-metrics'

let studio: TestStudio
let workspaceId: string
let other: string

beforeAll(async () => {
  studio = await createTestStudio()
  workspaceId = (await studio.signUp('owner')).workspaceId
  other = (await studio.signUp('owner')).workspaceId
})
afterAll(() => studio.close())

const caller = (overrides: Partial<Caller> = {}): Caller => ({
  workspaceId,
  appId: null,
  versionId: null,
  runId: null,
  keyId: null,
  userId: null,
  endUser: null,
  origin: 'api',
  ...overrides,
})
const call = (overrides: Partial<CallRecord> = {}): CallRecord => ({
  nodeId: 'n',
  ability: 'chat',
  connectionId: 'c1',
  provider: 'openai',
  host: 'api.openai.com',
  model: 'gpt-4o',
  routeId: null,
  attempt: 1,
  outcome: 'ok',
  errorCode: null,
  inputTokens: 10,
  cachedInputTokens: 4,
  outputTokens: 5,
  costMicros: 75,
  savedMicros: 0,
  estimated: false,
  firstTokenMs: 100,
  durationMs: 300,
  sentCharacters: 40,
  dataKinds: ['prompt'],
  ...overrides,
})

test('the ledger stores each call and adds it to its day, over several writes', async () => {
  const ledger = new CallLedger(studio.system.db)
  ledger.add(caller({ endUser: 'visitor' }), call())
  ledger.add(caller({ endUser: 'visitor' }), call({ outcome: 'failed', costMicros: 0, errorCode: 'TIMEOUT' }))
  await ledger.flush()
  ledger.add(caller({ endUser: 'visitor' }), call({ costMicros: null }))
  ledger.add(caller({ userId: '00000000-0000-7000-8000-000000000001' }), call({ model: 'other' }))
  await ledger.flush()
  const { db } = studio.system
  expect(await db.select().from(modelCalls).where(eq(modelCalls.workspaceId, workspaceId))).toHaveLength(4)
  const days = await db.select().from(usageDays).where(eq(usageDays.workspaceId, workspaceId))
  const visitor = days.find(({ person }) => person === 'end:visitor')
  expect(visitor).toMatchObject({
    calls: 3,
    failures: 1,
    unpricedCalls: 1,
    inputTokens: 30,
    cachedInputTokens: 12,
    outputTokens: 15,
    costMicros: 75,
    durationMs: 900,
  })
  expect(days.map(({ model }) => model).toSorted()).toEqual(['gpt-4o', 'other'])
})

test('a batch that is written twice counts once', async () => {
  const { db } = studio.system
  const before = await db.select().from(usageDays).where(eq(usageDays.workspaceId, other))
  expect(before).toEqual([])
  const ledger = new CallLedger(db)
  ledger.add(caller({ workspaceId: other }), call())
  await Promise.all([ledger.flush(), ledger.flush()])
  const [day] = await db.select().from(usageDays).where(eq(usageDays.workspaceId, other))
  expect(day?.calls).toBe(1)
})

test('drops an invalid call without blocking others', async () => {
  const { db } = studio.system
  const person = await studio.signUp('owner')
  const ledger = new CallLedger(db)
  ledger.add(caller({ workspaceId: person.workspaceId }), call({ inputTokens: 3e9 }))
  ledger.add(caller({ workspaceId: person.workspaceId, endUser: 'a\0b' }), call())
  ledger.add(caller({ workspaceId: person.workspaceId }), call({ model: 'good' }))
  await ledger.flush()
  const stored = await db.select().from(modelCalls).where(eq(modelCalls.workspaceId, person.workspaceId))
  expect(stored.map(({ model }) => model)).toEqual(['good'])
  await ledger.flush()
  const days = await db.select().from(usageDays).where(eq(usageDays.workspaceId, person.workspaceId))
  expect(days.map(({ model, calls }) => [model, calls])).toEqual([['good', 1]])
})

const direction = (index: number): Float32Array => {
  const vector = new Float32Array(384)
  vector[index] = 1
  return vector
}
const lookup = (overrides: Partial<CacheLookup> = {}): CacheLookup => ({
  requestHash: 'r1',
  scopeHash: 's1',
  embedding: direction(0),
  threshold: 0.9,
  ...overrides,
})
const answer = { text: 'Two years.', model: 'c1/gpt-4o', inputTokens: 5, outputTokens: 3 }

test('a cached answer is returned for the same request, or a similar question of the same scope and workspace only', async () => {
  const { db } = studio.system
  await storeCachedAnswer(db, workspaceId, { ...lookup(), answer, costMicros: 42, ttlSeconds: 60 })
  expect(await findCachedAnswer(db, workspaceId, lookup())).toEqual({ answer, costMicros: 42, similarity: null })
  const nearDirection = direction(0)
  nearDirection[1] = 0.3
  const found = await findCachedAnswer(db, workspaceId, lookup({ requestHash: 'r2', embedding: nearDirection }))
  expect(found?.similarity).toBeCloseTo(1 / Math.hypot(1, 0.3), 3)
  expect(await findCachedAnswer(db, workspaceId, lookup({ requestHash: 'r2', embedding: direction(1) }))).toBeNull()
  expect(await findCachedAnswer(db, workspaceId, lookup({ requestHash: 'r2', scopeHash: 's2' }))).toBeNull()
  expect(await findCachedAnswer(db, workspaceId, lookup({ requestHash: 'r2', embedding: null }))).toBeNull()
  expect(await findCachedAnswer(db, other, lookup())).toBeNull()
  const [row] = await db.select().from(cachedAnswers).where(eq(cachedAnswers.workspaceId, workspaceId))
  expect(row?.hits).toBe(2)
})

test('an expired answer is not returned, and is deleted', async () => {
  const { db } = studio.system
  const old = lookup({ requestHash: 'old', scopeHash: 'old' })
  await storeCachedAnswer(db, workspaceId, { ...old, answer, costMicros: null, ttlSeconds: -1 })
  expect(await findCachedAnswer(db, workspaceId, old)).toBeNull()
  await cleanUpGateway(db)
  expect(await db.select().from(cachedAnswers).where(eq(cachedAnswers.requestHash, 'old'))).toEqual([])
})

test('a connection’s limit makes calls wait for a slot, and Stop ends the wait', async () => {
  const slots = new ConnectionSlots(studio.system.db)
  const signal = AbortSignal.timeout(10_000)
  const order: string[] = []
  const leave = await slots.enter('busy', { maxConcurrent: 1 }, signal)
  const second = Promise.resolve(slots.enter('busy', { maxConcurrent: 1 }, signal)).then((free) => {
    order.push('second')
    free()
  })
  const controller = new AbortController()
  const stopped = slots.enter('busy', { maxConcurrent: 1 }, controller.signal)
  controller.abort(new Error('stopped'))
  await expect(stopped).rejects.toThrow('stopped')
  order.push('left')
  leave()
  await second
  expect(order).toEqual(['left', 'second'])
  ;(await slots.enter('busy', null, signal))()
})

test('metrics are the median of the first tokens of the last week', async () => {
  const ledger = new CallLedger(studio.system.db)
  for (const firstTokenMs of [100, 300, 200]) ledger.add(caller(), call({ model: 'timed', firstTokenMs }))
  ledger.add(caller(), call({ model: 'timed', firstTokenMs: 9_000, outcome: 'failed' }))
  await ledger.flush()
  const metrics = await readModelMetrics(studio.system.db, workspaceId)
  expect(metrics.get('c1/timed')).toEqual({ firstTokenMs: 200, quality: null })
  expect((await readModelMetrics(studio.system.db, other)).has('c1/timed')).toBe(false)
})
