import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { apps } from '@/lib/db/schema/apps'
import { modelCalls } from '@/lib/db/schema/model-calls'
import { auditEvents } from '@/lib/db/schema/people'
import { runs } from '@/lib/db/schema/runs'

let studio: TestStudio
beforeAll(async () => {
  studio = await createTestStudio()
})
afterAll(() => studio.close())

async function call(method: string, path: string, person: TestPerson, body?: object) {
  const response = await studio.call({ method, path: `/api/studio/${path}`, person, ...(body ? { body } : {}) })
  return { status: response.status, json: await response.json(), cookies: response.headers.getSetCookie() }
}
const current = async (person: TestPerson) => (await call('GET', 'session', person)).json.session.workspace.id

test('a new workspace has its own data key, and the session works in it', async () => {
  const owner = await studio.signUp('owner')
  const created = await call('POST', 'workspaces', owner, { name: 'Second' })
  expect(await current(owner)).toBe(created.json.id)
  const { db, keyring } = studio.system
  const address = { workspaceId: created.json.id, id: owner.userId, type: 'secret' } as const
  const sealed = await keyring.seal(db, address, 'value')
  expect(await keyring.open(db, address, sealed)).toBe('value')
  await expect(keyring.open(db, { ...address, workspaceId: owner.workspaceId }, sealed)).rejects.toThrow()
  expect((await call('GET', 'workspaces', owner)).json.workspaces).toMatchObject([
    { name: 'Workspace', role: 'owner', memberCount: 1 },
    { name: 'Second', role: 'owner', memberCount: 1 },
  ])
})

test('only owners of a workspace can create another', async () => {
  const editor = await studio.signUp('editor')
  expect((await call('POST', 'workspaces', editor, { name: 'Mine' })).status).toBe(403)
})

test('switching is limited to one’s own workspaces', async () => {
  const [owner, stranger] = [await studio.signUp('owner'), await studio.signUp('owner')]
  await call('POST', 'workspaces', owner, { name: 'Second' })
  expect((await call('PUT', 'session/workspace', stranger, { id: owner.workspaceId })).status).toBe(404)
  expect((await call('PUT', 'session/workspace', owner, { id: owner.workspaceId })).status).toBe(200)
  expect(await current(owner)).toBe(owner.workspaceId)
})

test('a role applies in its own workspace: an owner elsewhere is a viewer here', async () => {
  const owner = await studio.signUp('owner')
  const viewer = await studio.signUp('viewer', owner.workspaceId)
  await studio.system.db.transaction(async (tx) => {
    const { insertWorkspace } = await import('./insert-workspace')
    const person = { id: viewer.userId, name: 'viewer', email: 'viewer@example.com' }
    await insertWorkspace(tx, { system: studio.system, now: () => new Date() }, { name: 'Own', owner: person })
  })
  expect(await current(viewer)).toBe(owner.workspaceId)
  expect((await call('PATCH', 'workspace', viewer, { name: 'Mine' })).status).toBe(403)
})

test('a new password ends all sessions and replaces the current one in the same workspace', async () => {
  const owner = await studio.signUp('owner')
  const created = await call('POST', 'workspaces', owner, { name: 'Second' })
  const passwords = { currentPassword: 'correct horse battery', newPassword: 'another long password' }
  const changed = await call('PUT', 'session/password', owner, passwords)
  expect(changed.status).toBe(200)
  expect((await call('GET', 'session', owner)).json.session).toBe(null)
  const cookie = changed.cookies.map((line) => line.split(';', 1)[0]).join('; ')
  expect(await current({ ...owner, cookie })).toBe(created.json.id)
})

test('deleting a workspace requires its name, deletes everything and leaves the owner with another workspace', async () => {
  const owner = await studio.signUp('owner')
  expect((await call('DELETE', 'workspace', owner, { name: 'Workspace' })).status).toBe(409)
  const created = await call('POST', 'workspaces', owner, { name: 'Second' })
  const { db } = studio.system
  const workspaceId: string = created.json.id
  const { appId } = await fillWorkspace(studio.system, workspaceId)
  // No foreign key of these rows refers to the workspace.
  const runBase = { workspaceId, appId, origin: 'api' } as const
  await db.insert(runs).values({ ...runBase, planHash: 'h', status: 'succeeded', preview: '', inputs: {}, labels: {} })
  const model = { connectionId: 'c', provider: 'p', model: 'm' }
  await db.insert(modelCalls).values({ ...runBase, ...model, ability: 'chat', outcome: 'ok', durationMs: 1 })
  expect((await call('DELETE', 'workspace', owner, { name: 'Workspace' })).status).toBe(400)
  expect((await call('DELETE', 'workspace', owner, { name: 'Second' })).status).toBe(200)
  expect(await current(owner)).toBe(owner.workspaceId)
  for (const table of [apps, runs, modelCalls])
    expect(await db.select().from(table).where(eq(table.workspaceId, workspaceId))).toEqual([])
  const trail = await db.select().from(auditEvents).where(eq(auditEvents.workspaceId, workspaceId))
  expect(trail.map(({ action }) => action).sort()).toEqual(['workspace.create', 'workspace.delete'])
})

test('runs and calls stored during the deletion of their workspace are deleted too', async () => {
  const owner = await studio.signUp('owner')
  const workspaceId: string = (await call('POST', 'workspaces', owner, { name: 'Second' })).json.id
  const { db } = studio.system
  const { appId } = await fillWorkspace(studio.system, workspaceId)
  const runBase = { workspaceId, appId, origin: 'api' } as const
  const row = { ...runBase, planHash: 'h', status: 'running', preview: '', inputs: {}, labels: {} } as const
  await db.insert(runs).values(row)
  const model = { connectionId: 'c', provider: 'p', model: 'm' }
  await db.insert(modelCalls).values({ ...runBase, ...model, ability: 'chat', outcome: 'ok', durationMs: 1 })
  // Simulates late writes: the deleted rows are inserted again before the workspace is deleted.
  await db.execute(sql`create table late_runs as select * from runs where workspace_id = ${workspaceId}`)
  await db.execute(sql`create table late_calls as select * from model_calls where workspace_id = ${workspaceId}`)
  await db.execute(sql`create function write_late() returns trigger language plpgsql as
    'begin insert into runs select * from late_runs on conflict do nothing;
       insert into model_calls select * from late_calls on conflict do nothing; return null; end'`)
  await db.execute(sql`create trigger late after delete on workspaces for each row execute function write_late()`)
  try {
    expect((await call('DELETE', 'workspace', owner, { name: 'Second' })).status).toBe(200)
  } finally {
    await db.execute(sql`drop function write_late cascade`)
    await db.execute(sql`drop table late_runs, late_calls`)
  }
  for (const table of [runs, modelCalls])
    expect(await db.select().from(table).where(eq(table.workspaceId, workspaceId))).toEqual([])
})
