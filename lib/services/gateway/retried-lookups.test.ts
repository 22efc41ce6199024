import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import type { Database } from '@/lib/db/database'
import { budgets } from '@/lib/db/schema/budgets'
import { dropSingleton } from '@/lib/platform/singleton'
import { forgetActiveBudgets } from '../budgets/active-budgets'
import { admitCall } from '../budgets/admit-call'
import { currentDegradation } from '../budgets/current-degradation'
import { forgetDefaultModel, knownDefaultChat } from '../connections/resolve-connection'
import { workspaceGateway } from './workspace-gateway'

let studio: TestStudio
let workspaceId: string

beforeAll(async () => {
  studio = await createTestStudio()
  workspaceId = (await studio.signUp('owner')).workspaceId
})
beforeEach(() => {
  for (const key of ['routes', 'places', 'model-figures']) dropSingleton(key)
  forgetActiveBudgets(workspaceId)
})
afterAll(() => studio.close())

/** A database whose first statement fails because of a restart. */
function restarting(): { db: Database; failures: () => number } {
  const { db } = studio.system
  let failures = 0
  const failOnce = (): void => {
    if (failures > 0) return
    failures += 1
    throw Object.assign(new Error('terminating connection'), { code: '57P01' })
  }
  const proxy = new Proxy(db, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      if (!['select', 'selectDistinct', 'execute', 'update', 'insert'].includes(String(name))) return value.bind(target)
      return (...args: unknown[]) => {
        failOnce()
        return Reflect.apply(value, target, args)
      }
    },
  })
  return { db: proxy, failures: () => failures }
}

const callerOf = () => ({
  workspaceId,
  appId: newId(),
  versionId: null,
  runId: newId(),
  keyId: null,
  userId: null,
  endUser: null,
  origin: 'studio',
})

test.each<[string, (db: Database) => Promise<unknown>]>([
  ['the addresses of connections', (db) => workspaceGateway({ db }, callerOf()).places()],
  ['the measured speed of models', (db) => workspaceGateway({ db }, callerOf()).metrics()],
  ['the budgets', async (db) => (await admitCall(db, callerOf(), 1)).settle(0)],
  ['the degradation that budgets require', async (db) => currentDegradation(db, callerOf())],
  [
    'the default model',
    (db) => {
      const ctx = { db, workspace: { id: workspaceId, name: '' } }
      forgetDefaultModel(ctx)
      return knownDefaultChat(ctx)
    },
  ],
])('a database restart does not fail a step that looks up %s', async (_, look) => {
  const { db, failures } = restarting()
  await look(db)
  expect(failures()).toBe(1)
})

test('a database restart does not fail a step that looks up the spending of a budget', async () => {
  const id = newId()
  const degradation = { atPercent: 50, maxOutputTokens: 10 }
  await studio.system.db
    .insert(budgets)
    .values({ id, workspaceId, name: 'D', scope: 'workspace', period: 'day', limitMicros: 1_000, degradation })
  forgetActiveBudgets(workspaceId)
  // The budgets are cached: the failing statement is the one of the sums.
  await currentDegradation(studio.system.db, callerOf())
  const { db, failures } = restarting()
  expect(await currentDegradation(db, callerOf())).toBeNull()
  expect(failures()).toBe(1)
  await studio.system.db.delete(budgets).where(eq(budgets.id, id))
})

test('a database restart does not fail a step that reserves the cost of a call', async () => {
  await studio.system.db
    .insert(budgets)
    .values({ id: newId(), workspaceId, name: 'B', scope: 'workspace', period: 'day', limitMicros: 1_000 })
  forgetActiveBudgets(workspaceId)
  // The budgets are cached: the failing statement is the reservation.
  await (await admitCall(studio.system.db, callerOf(), 1)).settle(0)
  const { db, failures } = restarting()
  const admission = await admitCall(db, callerOf(), 10)
  expect(failures()).toBe(1)
  await admission.settle(10)
})
