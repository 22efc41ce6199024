import { and, eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { workspaces } from '@/lib/db/schema/auth'
import { budgetReservations, budgetSpends, budgets } from '@/lib/db/schema/budgets'
import { alerts } from '@/lib/db/schema/inbox'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { forgetActiveBudgets } from './active-budgets'
import { type Admission, admitCall } from './admit-call'
import type { Caller } from './counted-budgets'
import { currentDegradation } from './current-degradation'
import { pruneSpends } from './prune-spends'
import { releaseExpired } from './release-expired'

let database: TestDatabase
let caller: Caller
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  const workspaceId = newId()
  await database.db.insert(workspaces).values({ id: workspaceId, name: 'W', wrappedDek: 'x' })
  caller = { workspaceId, appId: newId(), keyId: newId(), endUser: 'anna', runId: newId(), userId: null }
})

type NewBudget = Partial<typeof budgets.$inferInsert>

async function budget(values: NewBudget): Promise<string> {
  const id = newId()
  await database.db.insert(budgets).values({
    id,
    workspaceId: caller.workspaceId,
    name: 'Pilot',
    scope: 'workspace',
    period: 'month',
    limitMicros: 1_000,
    ...values,
  })
  forgetActiveBudgets(caller.workspaceId)
  return id
}

const spendsOf = (budgetId: string) =>
  database.db.select().from(budgetSpends).where(eq(budgetSpends.budgetId, budgetId))

async function spend(micros: number, by: Caller = caller): Promise<Admission> {
  const admission = await admitCall(database.db, by, micros)
  await admission.settle(micros)
  return admission
}

test('runs no budget query for a workspace without budgets', async () => {
  const admission = await admitCall(database.db, caller, 500)
  await admission.settle(500)
  expect(admission).toMatchObject({ degradation: null, warnings: [] })
})

test('a budget can reject models with an unknown price, which would count 0', async () => {
  await (await admitCall(database.db, caller, null)).settle(null)
  const id = await budget({ refuseUnknownPrice: true })
  const rejected = await Promise.resolve()
    .then(() => admitCall(database.db, caller, null))
    .catch((error: unknown) => error)
  expect(rejected).toMatchObject({ code: 'BUDGET_EXCEEDED', isFinal: true })
  expect(await spendsOf(id)).toEqual([])
  // The price of a free model is known.
  await spend(0)
})

test('admits calls below the limit of a budget, then rejects them until the budget resets', async () => {
  const id = await budget({ period: 'day' })
  await spend(999)
  await spend(400)
  const admit = async () => admitCall(database.db, caller, 1)
  const rejected = await admit().catch((error: unknown) => error)
  if (!AppError.isInstance(rejected)) throw new Error('not rejected')
  expect(rejected).toMatchObject({ code: 'BUDGET_EXCEEDED', isFinal: true })
  expect(rejected.message).toMatch(
    /^The budget “Pilot” \(\$0\.001000\) is used up\. It resets on \d{4}-\d\d-\d\d at 00:00 UTC\.$/,
  )
  expect(rejected.retryAfterSeconds).toBeLessThanOrEqual(86_400)
  expect(await spendsOf(id)).toMatchObject([{ spentMicros: 1_399, reservedMicros: 0, subject: 'workspace' }])
})

test('a new name does not reset the end-user budget of an anonymous visitor', async () => {
  const id = await budget({ scope: 'end-user', limitMicros: 100 })
  const anonymous = (endUser: string, visitor: string) => ({ ...caller, endUser, visitor })
  await spend(100, anonymous('sid-1', 'home'))
  await expect(spend(1, anonymous('sid-2', 'home'))).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' })
  await spend(40, anonymous('sid-3', 'office'))
  await spend(40, anonymous('sid-4', 'office'))
  expect(await spendsOf(id)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ subject: 'address:home', spentMicros: 100, reservedMicros: 0 }),
      expect.objectContaining({ subject: 'address:office', spentMicros: 80, reservedMicros: 0 }),
      expect.objectContaining({ subject: 'sid-4', spentMicros: 40, reservedMicros: 0 }),
    ]),
  )
})

test('a daily budget resets the next day', async () => {
  const id = await budget({ period: 'day' })
  await spend(1_000)
  await expect(spend(1)).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' })
  await database.db.update(budgetSpends).set({ period: '2020-01-01' }).where(eq(budgetSpends.budgetId, id))
  await spend(1)
})

test('counts calls in progress with their maximum cost, and the rejection recommends waiting', async () => {
  await budget({})
  const first = await admitCall(database.db, caller, 1_000)
  await expect(async () => admitCall(database.db, caller, 1)).rejects.toMatchObject({
    code: 'BUDGET_EXCEEDED',
    isFinal: false,
    retryAfterSeconds: 5,
    message: 'The rest of the budget “Pilot” is reserved by calls in progress. Try again in a moment.',
  })
  await first.settle(10)
  await spend(1)
})

test('counts a call once when it is settled twice', async () => {
  const id = await budget({})
  const admission = await admitCall(database.db, caller, 300)
  await Promise.all([admission.settle(200), admission.settle(200)])
  await admission.settle(200)
  expect(await spendsOf(id)).toMatchObject([{ spentMicros: 200, reservedMicros: 0 }])
})

test('reservations of a dead process expire, and a slow call is still counted once', async () => {
  const id = await budget({})
  const slow = await admitCall(database.db, caller, 1_000)
  await database.db
    .update(budgetReservations)
    .set({ expiresAt: sql`now() - interval '1 second'` })
    .where(eq(budgetReservations.budgetId, id))
  await spend(100)
  await slow.settle(200)
  expect(await spendsOf(id)).toMatchObject([{ spentMicros: 300, reservedMicros: 0 }])
})

test('deletes old days and runs, but not totals', async () => {
  await budget({ scope: 'run', period: 'total' })
  await budget({ period: 'day' })
  const total = await budget({ period: 'total' })
  await spend(10)
  const mine = eq(budgetSpends.workspaceId, caller.workspaceId)
  await database.db
    .update(budgetSpends)
    .set({ updatedAt: new Date(Date.now() - 99 * 86_400_000) })
    .where(mine)
  await pruneSpends(database.db)
  expect(await database.db.select().from(budgetSpends).where(mine)).toHaveLength(2)
  await database.db
    .update(budgetSpends)
    .set({ updatedAt: new Date(0) })
    .where(mine)
  await pruneSpends(database.db)
  expect(await database.db.select().from(budgetSpends).where(mine)).toMatchObject([{ budgetId: total }])
})

describe('subjects of budgets', () => {
  test('each end user has their own share of a budget without a name', async () => {
    await budget({ scope: 'end-user' })
    await spend(1_000)
    await expect(spend(1)).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' })
    await spend(1_000, { ...caller, endUser: 'b'.repeat(5_000) })
    await spend(1_000, { ...caller, endUser: null })
    await spend(1_000, { ...caller, endUser: null })
  })

  test('a budget of one app does not stop another', async () => {
    await budget({ scope: 'app', scopeId: caller.appId })
    await spend(1_000)
    await expect(spend(1)).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' })
    await spend(1_000, { ...caller, appId: newId() })
  })

  test('counts a run, a key and the workspace side by side; a full budget leaves the others unchanged', async () => {
    const run = await budget({ scope: 'run', period: 'total', limitMicros: 100 })
    const key = await budget({ scope: 'key', scopeId: caller.keyId })
    const all = await budget({})
    await spend(100)
    await expect(spend(50)).rejects.toThrow('It does not reset')
    await spend(50, { ...caller, runId: newId() })
    expect((await spendsOf(run)).map((row) => row.spentMicros).sort()).toEqual([100, 50])
    expect(await spendsOf(key)).toMatchObject([{ spentMicros: 150, reservedMicros: 0, subject: caller.keyId }])
    expect(await spendsOf(all)).toMatchObject([{ spentMicros: 150, reservedMicros: 0 }])
  })

  test('a paused budget stops nothing', async () => {
    await budget({ limitMicros: 0, enabled: false })
    await spend(1)
  })

  test('does not count a budget of another workspace', async () => {
    await budget({ limitMicros: 0 })
    const other = { ...caller, workspaceId: newId() }
    await database.db.insert(workspaces).values({ id: other.workspaceId, name: 'V', wrappedDek: 'x' })
    await spend(1, other)
  })
})

describe('degradation', () => {
  const model = { connection: newId(), model: 'small' }

  test('the strictest degradation of all budgets past their threshold applies', async () => {
    await budget({ degradation: { atPercent: 50, maxPassages: 3, maxOutputTokens: 400 } })
    await budget({ limitMicros: 2_000, degradation: { atPercent: 20, maxPassages: 5, maxOutputTokens: 200, model } })
    await budget({ limitMicros: 100_000, degradation: { atPercent: 90, maxPassages: 1 } })
    expect(await currentDegradation(database.db, caller)).toBeNull()
    await spend(500)
    const degradation = { atPercent: 20, maxPassages: 3, maxOutputTokens: 200, model }
    expect(await currentDegradation(database.db, caller)).toEqual(degradation)
    const admission = await admitCall(database.db, caller, 1)
    expect(admission.degradation).toEqual(degradation)
  })
})

describe('inbox alerts', () => {
  const inbox = () =>
    database.db
      .select()
      .from(alerts)
      .where(and(eq(alerts.workspaceId, caller.workspaceId), eq(alerts.kind, 'budget')))

  test('are raised once at the warning threshold and once at the limit', async () => {
    await budget({})
    await spend(700)
    expect(await inbox()).toEqual([])
    expect((await spend(150)).warnings).toEqual([])
    expect((await spend(50)).warnings).toEqual(['85 % of the budget “Pilot” are spent.'])
    expect(await inbox()).toMatchObject([{ title: 'Budget at 80 %: “Pilot”', count: 1 }])
    await spend(500)
    for (let index = 0; index < 3; index += 1) await spend(1).catch(() => {})
    expect(await inbox()).toMatchObject([{ title: 'Budget used up: “Pilot”', count: 2 }])
  })

  test('are raised once for calls with an unknown price', async () => {
    const id = await budget({})
    for (let index = 0; index < 3; index += 1) {
      const admission = await admitCall(database.db, caller, null)
      await admission.settle(null)
    }
    expect(await inbox()).toMatchObject([{ title: 'Calls without a known price: “Pilot”', count: 1 }])
    expect(await spendsOf(id)).toMatchObject([{ spentMicros: 0 }])
  })
})

describe('concurrent calls', () => {
  test('fifty concurrent calls on a small limit exceed it by one call at most, in two budgets at once', async () => {
    const all = await budget({ limitMicros: 1_000 })
    const each = await budget({ scope: 'end-user', limitMicros: 600 })
    const calls = Array.from({ length: 50 }, (_, index) => ({ ...caller, endUser: index % 2 === 0 ? 'anna' : 'ben' }))
    const admitted = await Promise.allSettled(calls.map((by) => admitCall(database.db, by, 170)))
    for (const item of admitted) {
      if (item.status === 'rejected') expect(item.reason).toMatchObject({ code: 'BUDGET_EXCEEDED' })
    }
    await Promise.all(admitted.map((item) => (item.status === 'fulfilled' ? item.value.settle(170) : null)))
    const [spent] = await spendsOf(all)
    expect(spent?.reservedMicros).toBe(0)
    expect(spent?.spentMicros).toBe(6 * 170)
    for (const row of await spendsOf(each)) expect(row.spentMicros).toBeLessThan(600 + 170)
  })

  test('whatever is reserved and spent, no budget is exceeded by more than one call and nothing stays reserved', async () => {
    const call = fc.record({ cost: fc.integer({ min: 0, max: 400 }), user: fc.integer({ min: 0, max: 2 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 10, maxLength: 40 }), async (calls) => {
        const ids = [
          await budget({ limitMicros: 1_500 }),
          await budget({ scope: 'end-user', limitMicros: 700, period: 'day' }),
        ]
        let total = 0
        await Promise.allSettled(
          calls.map(async ({ cost, user }) => {
            const admission = await admitCall(database.db, { ...caller, endUser: `user ${user}` }, cost)
            total += cost
            await Promise.all([admission.settle(cost), releaseExpired(database.db, caller.workspaceId)])
          }),
        )
        for (const [index, id] of ids.entries()) {
          expect((await spendsOf(id)).reduce((sum, row) => sum + row.spentMicros, 0)).toBe(total)
          for (const row of await spendsOf(id)) {
            expect(row.reservedMicros).toBe(0)
            expect(row.spentMicros).toBeLessThan((index === 0 ? 1_500 : 700) + 400)
          }
        }
        expect(
          await database.db
            .select()
            .from(budgetReservations)
            .where(eq(budgetReservations.workspaceId, caller.workspaceId)),
        ).toEqual([])
        await database.db.delete(budgets).where(eq(budgets.workspaceId, caller.workspaceId))
      }),
      { numRuns: 12 },
    )
  })
})
