import { eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { leases, rateBuckets } from '@/lib/db/schema/automations'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { dropSingleton } from '@/lib/platform/singleton'
import { countAttempt } from './attempts'
import { SharedBuckets } from './shared-buckets'
import { SharedGate } from './shared-gate'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterEach(async () => {
  await database.db.execute(sql`delete from rate_buckets`)
  await database.db.execute(sql`delete from leases`)
})
afterAll(() => database.close())

/** Turns synchronous rejections into promises. */
const attempt = async <T>(work: () => T | Promise<T>): Promise<T> => work()

async function acquire(buckets: readonly SharedBuckets[], tries: number): Promise<number> {
  let count = 0
  for (let index = 0; index < tries; index += 1) {
    const one = buckets[index % buckets.length]
    await attempt(() => one?.take('k')).then(
      () => (count += 1),
      () => {},
    )
  }
  return count
}

test('several processes together stay within the limit', async () => {
  let nowMs = 1_700_000_000_000
  const processes = [1, 2, 3].map(() => new SharedBuckets(database.db, 'key', 60, () => nowMs))
  const first = await acquire(processes, 200)
  // At most one lease per process is unused.
  expect(first).toBeLessThanOrEqual(60)
  expect(first).toBeGreaterThanOrEqual(60 - 3 * 2)
  nowMs += 10_000
  const second = await acquire(processes, 200)
  expect(second).toBeLessThanOrEqual(10)
  expect(second).toBeGreaterThanOrEqual(7)
})

test('concurrent requests are admitted up to the limit, and no further', async () => {
  const nowMs = 1_700_000_000_000
  const buckets = new SharedBuckets(database.db, 'key', 100, () => nowMs)
  const answers = await Promise.allSettled(Array.from({ length: 120 }, () => buckets.take('k')))
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(100)
})

test('a rejection states the waiting time and runs no query until then', async () => {
  let nowMs = 1_700_000_000_000
  const buckets = new SharedBuckets(database.db, 'key', 1, () => nowMs)
  await buckets.take('k')
  await expect(buckets.take('k')).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 60 })
  await buckets.take('another')
  nowMs += 61_000
  await buckets.take('k')
})

test('slots are counted over all processes, returned, and expire with their process', async () => {
  const [one, two, three] = [1, 2, 3].map(() => new SharedGate(database.db, 'runs', 3))
  if (!one || !two || !three) throw new Error('no gates')
  const leave = [await one.enter('app'), await two.enter('app'), await one.enter('app')]
  await expect(attempt(() => two.enter('app'))).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  await two.enter('other app')
  leave[0]?.()
  leave[0]?.()
  await expect
    .poll(() =>
      attempt(() => two.enter('app')).then(
        () => true,
        () => false,
      ),
    )
    .toBe(true)
  await database.db.execute(sql`update leases set expires_at = now() - interval '1 second'`)
  // Active operations keep their slots; those of a dead process are free.
  await one.renew()
  const all = await Promise.allSettled(Array.from({ length: 10 }, () => three.enter('app')))
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
})

test('a busy key acquires its slots once, and competing processes never exceed the limit', async () => {
  const gates = [1, 2, 3].map(() => new SharedGate(database.db, 'runs', 50))
  const all = await Promise.allSettled(gates.flatMap((gate) => Array.from({ length: 40 }, () => gate.enter('busy'))))
  const inside = all.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
  expect(inside).toHaveLength(50)
  for (const leave of inside) leave()
  const [first] = gates
  // Recently released slots are reused without a statement.
  const second = await first?.enter('busy')
  const [row] = await database.db.select().from(leases).where(eq(leases.key, 'runs:busy')).limit(1)
  expect(row?.places).toBeGreaterThan(1)
  second?.()
})

test('keeps the slot between two requests of a caller, and releases it once the caller has gone', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const gate = new SharedGate(database.db, 'runs', 50)
  const placesNow = async () => {
    const [row] = await database.db.select().from(leases).where(eq(leases.key, 'runs:steady'))
    return row?.places ?? 0
  }
  const heldSlot = await gate.enter('steady')
  let leave = await gate.enter('steady')
  const found: number[] = []
  for (let round = 0; round < 35; round += 1) {
    leave()
    await vi.advanceTimersByTimeAsync(20)
    found.push(await placesNow())
    leave = await gate.enter('steady')
  }
  expect(new Set(found)).toEqual(new Set([2]))
  leave()
  await vi.waitFor(async () => expect(await placesNow()).toBe(1))
  heldSlot()
  await vi.waitFor(async () => expect(await placesNow()).toBe(0))
})

test('counts attempts to guess passwords and links over all processes, and stores no attempted value', async () => {
  const system = { db: database.db, databaseKind: 'postgres' as const }
  const answers = []
  for (let attempt = 0; attempt < 14; attempt += 1) {
    // A different process each time.
    dropSingleton('password-tries')
    answers.push(...(await Promise.allSettled([countAttempt(system, 'password', 'victim@example.com')])))
  }
  expect(answers.slice(0, 10).every(({ status }) => status === 'fulfilled')).toBe(true)
  expect(answers.some(({ status }) => status === 'rejected')).toBe(true)
  await countAttempt(system, 'password', 'other@example.com')
  expect(JSON.stringify(await database.db.select().from(rateBuckets))).not.toContain('example.com')
})

test('an operation in progress takes a slot beyond the limit, and new ones wait until it ends', async () => {
  const [one, two] = [1, 2].map(() => new SharedGate(database.db, 'runs', 2))
  if (!one || !two) throw new Error('no gates')
  const started = await Promise.all([one.enter('app'), one.enter('app')])
  const waiting = [
    two.occupy('app'),
    attempt(() => two.enter('app')),
    two.occupy('app'),
    attempt(() => one.enter('app')),
  ]
  const settled = await Promise.allSettled(waiting)
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected'])
  const lease = await database.db.select().from(leases).where(eq(leases.key, 'runs:app'))
  expect(lease.map(({ places }) => places)).toEqual([2, 2])
  for (const leave of started) leave()
  await expect.poll(async () => (await database.db.select().from(leases)).length).toBe(1)
  await expect(attempt(() => one.enter('app'))).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  for (const answer of settled) if (answer.status === 'fulfilled') answer.value()
  await expect.poll(async () => (await database.db.select().from(leases)).length).toBe(0)
  await one.enter('app')
})
