import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { apps, environments } from '@/lib/db/schema/apps'
import { documents } from '@/lib/db/schema/knowledge'

let studio: TestStudio
beforeAll(async () => {
  studio = await createTestStudio()
})
afterAll(() => studio.close())

async function stepsOf(person: TestPerson): Promise<Record<string, boolean> | null> {
  const response = await studio.call({ method: 'GET', path: '/api/studio/checklist', person })
  expect(response.status).toBe(200)
  const { steps } = await response.json()
  return steps && Object.fromEntries(steps.map(({ id, isDone }: { id: string; isDone: boolean }) => [id, isDone]))
}

test('a new workspace has four open steps, independent of other workspaces', async () => {
  const owner = await studio.signUp('owner')
  await fillWorkspace(studio.system, (await studio.signUp('owner')).workspaceId)
  expect(await stepsOf(owner)).toEqual({ model: false, documents: false, app: false, publish: false })
  const creation = await studio.call({
    method: 'POST',
    path: '/api/studio/apps',
    body: { name: 'First' },
    person: owner,
  })
  const { id } = await creation.json()
  const response = await studio.call({ method: 'GET', path: '/api/studio/checklist', person: owner })
  expect(await response.json()).toMatchObject({ appId: id })
  expect(await stepsOf(owner)).toEqual({ model: false, documents: false, app: true, publish: false })
})

test('counts only existing resources', async () => {
  const owner = await studio.signUp('owner')
  const rows = await fillWorkspace(studio.system, owner.workspaceId)
  const { db } = studio.system
  await db.update(apps).set({ deletedAt: new Date() }).where(eq(apps.workspaceId, owner.workspaceId))
  await db.update(documents).set({ deletedAt: new Date() }).where(eq(documents.id, rows.documentId))
  expect(await stepsOf(owner)).toMatchObject({ documents: false, app: false, publish: false })
})

test('stays hidden once all steps are done, even after the app is deleted', async () => {
  const owner = await studio.signUp('owner')
  const rows = await fillWorkspace(studio.system, owner.workspaceId)
  const { db } = studio.system
  await db.update(environments).set({ versionId: rows.versionId }).where(eq(environments.appId, rows.appId))
  expect(await stepsOf(owner)).toBeNull()
  await db.update(apps).set({ deletedAt: new Date() }).where(eq(apps.workspaceId, owner.workspaceId))
  expect(await stepsOf(owner)).toBeNull()
})

test('dismissing applies to the person, not to others in the workspace', async () => {
  const owner = await studio.signUp('owner')
  const editor = await studio.signUp('editor', owner.workspaceId)
  const response = await studio.call({ method: 'DELETE', path: '/api/studio/checklist', person: editor })
  expect(response.status).toBe(200)
  expect(await stepsOf(editor)).toBeNull()
  expect(await stepsOf(owner)).not.toBeNull()
})
