import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { ModelPolicy } from '@/lib/contracts/governance'
import { newId } from '@/lib/core/new-id'
import { workspaces } from '@/lib/db/schema/auth'
import { modelPolicies } from '@/lib/db/schema/governance'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { failureOf, startCanary } from '@/lib/egress/test-server'
import { checkModelCall, forgetModelPolicy, readModelPolicy } from './model-policy'
import { workspaceEgress } from './workspace-egress'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
afterEach(() => {
  vi.useRealTimers()
})

async function makeWorkspace(policy?: ModelPolicy): Promise<string> {
  const id = newId()
  await database.db.insert(workspaces).values({ id, name: 'W', wrappedDek: '' })
  if (policy) await database.db.insert(modelPolicies).values({ workspaceId: id, policy })
  return id
}

const FACTS = {
  provider: 'openai',
  model: 'gpt-5',
  host: 'api.openai.com',
  region: null,
  licence: null,
  dataUse: null,
}

test('a workspace without a policy allows all', async () => {
  const policy = await readModelPolicy(database.db, await makeWorkspace())
  expect(policy).toEqual({ privateMode: null })
  expect(() => checkModelCall(policy, FACTS)).not.toThrow()
})

test('rejects a forbidden model with the rule and the roles that can change it', async () => {
  const policy = await readModelPolicy(database.db, await makeWorkspace({ providers: ['mistral'], privateMode: null }))
  expect(() => checkModelCall(policy, FACTS)).toThrow(
    expect.objectContaining({
      code: 'FORBIDDEN',
      isFinal: true,
      message:
        'The model “gpt-5” is not allowed: its provider is openai, and this workspace allows these providers only: mistral. An owner can change that under Settings, Model policy.',
    }),
  )
})

test('a changed policy applies within a second, and at once in the same process', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const workspaceId = await makeWorkspace({ providers: ['openai'], privateMode: null })
  expect((await readModelPolicy(database.db, workspaceId)).providers).toEqual(['openai'])
  await database.db.update(modelPolicies).set({ policy: { providers: [], privateMode: null } })
  expect((await readModelPolicy(database.db, workspaceId)).providers).toEqual(['openai'])
  vi.advanceTimersByTime(1_001)
  expect((await readModelPolicy(database.db, workspaceId)).providers).toEqual([])
  await database.db.update(modelPolicies).set({ policy: { providers: ['mistral'], privateMode: null } })
  forgetModelPolicy(workspaceId)
  expect((await readModelPolicy(database.db, workspaceId)).providers).toEqual(['mistral'])
})

test('a policy that cannot be read allows neither a model nor a call', async () => {
  const canary = await startCanary()
  const closedDatabase = await openTestDatabase()
  await closedDatabase.close()
  await expect(readModelPolicy(closedDatabase.db, newId())).rejects.toThrow()
  await expect(workspaceEgress(closedDatabase.db, newId())(`http://127.0.0.1:${canary.port}/`)).rejects.toThrow()
  expect(canary.connections()).toBe(0)
  canary.close()
})

test('private mode of one workspace stops its calls before DNS resolution, without affecting another workspace', async () => {
  const restricted = workspaceEgress(
    database.db,
    await makeWorkspace({ privateMode: { hosts: ['models.corp.example'] } }),
  )
  const failure = await failureOf(restricted('https://patchbay-canary.invalid/'))
  expect([failure.code, failure.message]).toEqual([
    'EGRESS_BLOCKED',
    'Patchbay did not call patchbay-canary.invalid: this workspace is in private mode and the host is not listed. An owner can add it under Settings, Model policy.',
  ])
  const open = await failureOf(workspaceEgress(database.db, await makeWorkspace())('http://127.0.0.1:9/'))
  expect(open.message).toContain('of this computer is not allowed')
})
