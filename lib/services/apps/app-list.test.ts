import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import type { WorkspaceRows } from '@/lib/api/testing/rows/workspace-rows'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import type { AppListItem } from '@/lib/contracts/apps'
import { newId } from '@/lib/core/new-id'
import { runs } from '@/lib/db/schema/runs'

const DAY_MS = 86_400_000
let studio: TestStudio
let owner: TestPerson
let viewer: TestPerson
let rows: WorkspaceRows

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  viewer = await studio.signUp('viewer', owner.workspaceId)
  rows = await fillWorkspace(studio.system, owner.workspaceId)
  await studio.system.db.delete(runs)
})
afterAll(() => studio.close())

async function call(method: string, path: string, body?: object, person = owner) {
  const response = await studio.call({ method, path: `/api/studio${path}`, person, ...(body ? { body } : {}) })
  return { status: response.status, body: await response.json() }
}
const list = async (person = owner): Promise<AppListItem[]> => (await call('GET', '/apps', undefined, person)).body.apps
const find = async (id: string, person = owner) => (await list(person)).find((app) => app.id === id)

async function insertRun(daysAgo: number, columns: Partial<typeof runs.$inferInsert> = {}): Promise<string> {
  const createdMs = Date.now() - daysAgo * DAY_MS
  const id = newId(createdMs)
  await studio.system.db.insert(runs).values({
    id,
    workspaceId: owner.workspaceId,
    appId: rows.appId,
    planHash: 'p',
    origin: 'studio',
    status: 'succeeded',
    labels: {},
    preview: '',
    inputs: {},
    createdAt: new Date(createdMs),
    ...columns,
  })
  return id
}

test('lists the owner, the last run and the number of published runs in the last week', async () => {
  expect(await find(rows.appId)).toMatchObject({ owner: null, lastRun: null, runsInWeek: 0, hasPage: true })
  await insertRun(8, { status: 'failed' })
  await insertRun(2, { versionId: rows.versionId })
  const last = await insertRun(1, { status: 'paused' })
  await insertRun(0, { workspaceId: newId(), status: 'failed' })
  expect(await find(rows.appId)).toMatchObject({ runsInWeek: 1, lastRun: { id: last, status: 'paused' } })
  const created = (await call('POST', '/apps', { name: 'Created' })).body
  expect(await find(created.id)).toMatchObject({ owner: 'owner', hasPage: false, lastRun: null })
})

test('favorites are per user, and setting one is idempotent', async () => {
  const path = `/apps/${rows.appId}/favorite`
  for (let times = 0; times < 2; times += 1) expect((await call('PUT', path, { isFavorite: true })).status).toBe(200)
  expect([(await find(rows.appId))?.isFavorite, (await find(rows.appId, viewer))?.isFavorite]).toEqual([true, false])
  await call('PUT', path, { isFavorite: false })
  expect((await find(rows.appId))?.isFavorite).toBe(false)
})

test('saves color and tags without duplicates, and a copy keeps them', async () => {
  const appearance = { color: 'teal', tags: ['Support', 'support ', 'Sales'] }
  expect((await call('PATCH', `/apps/${rows.appId}`, appearance)).body).toMatchObject({
    color: 'teal',
    tags: ['Support', 'Sales'],
  })
  const copy = (await call('POST', `/apps/${rows.appId}/duplicate`)).body
  expect(copy).toMatchObject({ color: 'teal', tags: ['Support', 'Sales'] })
  expect((await call('PATCH', `/apps/${rows.appId}`, { tags: ['x'.repeat(31)] })).status).toBe(400)
})

test('hides apps from other workspaces, which cannot mark them as favorites', async () => {
  const stranger = await studio.signUp('owner')
  expect(await list(stranger)).toEqual([])
  expect((await call('PUT', `/apps/${rows.appId}/favorite`, { isFavorite: true }, stranger)).status).toBe(404)
})
