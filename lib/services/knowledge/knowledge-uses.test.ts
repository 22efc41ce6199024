import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { apps, environments, versions } from '@/lib/db/schema/apps'
import { releaseRequests, rollouts } from '@/lib/db/schema/releases'
import { emptyGraph } from '@/lib/graph/graph'

let studio: TestStudio
let owner: TestPerson
beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
})
afterAll(() => studio.close())

async function send(method: string, path: string, body?: object) {
  const response = await studio.call({ method, path: `/api/studio${path}`, ...(body ? { body } : {}), person: owner })
  expect(response.status).toBe(200)
  return response.json()
}

test('a knowledge base lists the apps that search it, and which of them are live', async () => {
  const { id: knowledgeBaseId } = await send('POST', '/knowledge', { name: 'Kettles' })
  const other = await send('POST', '/knowledge', { name: 'Pans' })
  const app = (name: string) => send('POST', '/apps', { name, templateId: 'chat-with-documents', knowledgeBaseId })
  const [live, draft] = [await app('Live'), await app('Draft')]
  await send('POST', `/apps/${live.id}/versions`, { revision: live.revision })
  expect(await send('GET', `/knowledge/${knowledgeBaseId}/uses`)).toEqual({
    apps: [
      { id: draft.id, name: 'Draft', isLive: false },
      { id: live.id, name: 'Live', isLive: true },
    ],
  })
  expect(await send('GET', `/knowledge/${other.id}/uses`)).toEqual({ apps: [] })
})

test('counts a version in a test environment, a rollout or a schedule, even if the draft has changed since', async () => {
  const { db } = studio.system
  const { id: knowledgeBaseId } = await send('POST', '/knowledge', { name: 'Held' })
  const { workspaceId } = owner
  /** Makes an app with a version that names the knowledge base, but neither a live version nor such a draft. */
  const make = async (name: string) => {
    const app = await send('POST', '/apps', { name, templateId: 'chat-with-documents', knowledgeBaseId })
    await send('POST', `/apps/${app.id}/versions`, { revision: app.revision })
    await db.update(apps).set({ draft: emptyGraph() }).where(eq(apps.id, app.id))
    await db.delete(environments).where(eq(environments.appId, app.id))
    const [version] = await db.select({ id: versions.id }).from(versions).where(eq(versions.appId, app.id))
    return { appId: app.id, workspaceId, versionId: version?.id ?? '' }
  }
  const order = (status: 'done' | 'scheduled') => ({
    id: newId(),
    environment: 'production',
    status,
    requestedByName: 'o',
  })
  const [canary, past, planned, staged] = [await make('A'), await make('B'), await make('C'), await make('D')]
  await db.insert(rollouts).values({
    ...canary,
    id: newId(),
    environment: 'production',
    kind: 'canary',
    baseVersionId: canary.versionId,
    percent: 10,
    stickyBy: 'conversation',
    startedByName: 'o',
  })
  await db.insert(releaseRequests).values([
    { ...past, ...order('done') },
    { ...planned, ...order('scheduled') },
  ])
  await db.insert(environments).values({ ...staged, name: 'staging' })
  expect(await send('GET', `/knowledge/${knowledgeBaseId}/uses`)).toEqual({
    apps: [
      { id: canary.appId, name: 'A', isLive: true },
      { id: planned.appId, name: 'C', isLive: false },
      { id: staged.appId, name: 'D', isLive: false },
    ],
  })
})
