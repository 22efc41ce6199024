import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { modelVersions, registeredModels } from '@/lib/db/schema/training'
import { createPublicBackend } from '@/lib/runs/public/public-backend'
import type { PublicBackend } from '@/lib/runs/public/types'
import { sampleClassifier } from '@/lib/services/training/testing/sample-classifier'

let studio: TestStudio
let owner: TestPerson
let stranger: TestPerson
let backend: PublicBackend
const modelId = newId()

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  stranger = await studio.signUp('owner')
  backend = createPublicBackend(studio.system)
  await insertModel(modelId, owner.workspaceId)
  await insertModel(newId(), stranger.workspaceId)
})
afterAll(() => studio.close())

async function insertModel(id: string, workspaceId: string) {
  const { db } = studio.system
  await db.insert(registeredModels).values({ id, workspaceId, name: 'triage', kind: 'classifier' })
  await db
    .insert(modelVersions)
    .values({ workspaceId, modelId: id, number: 1, stage: 'production', artifact: sampleClassifier(['a', 'b']) })
}

async function makeKey(person: TestPerson, body: object) {
  const response = await studio.call({ method: 'POST', path: '/api/studio/keys', body: { name: 'K', ...body }, person })
  return { status: response.status, body: await response.json() }
}

test('lets a key call the selected models of its own workspace, and no app', async () => {
  const { status, body } = await makeKey(owner, { modelIds: [modelId] })
  expect([status, body.key.models, body.key.apps]).toEqual([200, [{ id: modelId, name: 'triage' }], []])
  const key = await backend.authenticateKey(body.secret)
  expect(key).toMatchObject({ workspaceId: owner.workspaceId, appIds: [] })
  if (!key) throw new Error('no key')
  expect(await backend.findModel(key, 'triage')).toMatchObject({ modelId, kind: 'classifier' })
  expect(await backend.findModel(key, 'other')).toBeNull()
  expect(await backend.listApps(key)).toEqual([])
})

test('rejects keys for foreign models or for nothing, and model calls of a key without models', async () => {
  expect((await makeKey(owner, {})).status).toBe(400)
  expect((await makeKey(stranger, { modelIds: [modelId] })).status).toBe(404)
  const app = await (
    await studio.call({ method: 'POST', path: '/api/studio/apps', body: { name: 'A' }, person: owner })
  ).json()
  const { body } = await makeKey(owner, { appIds: [app.id] })
  const key = await backend.authenticateKey(body.secret)
  if (!key) throw new Error('no key')
  expect([await backend.findModel(key, 'triage'), await backend.listModels(key)]).toEqual([null, []])
})

test('ends access when the key is revoked or the model deleted', async () => {
  const { body } = await makeKey(owner, { modelIds: [modelId] })
  const key = await backend.authenticateKey(body.secret)
  if (!key) throw new Error('no key')
  await studio.call({ method: 'DELETE', path: `/api/studio/trained-models/${modelId}`, person: owner })
  expect(await backend.findModel(key, 'triage')).toBeNull()
  await studio.call({ method: 'DELETE', path: `/api/studio/keys/${body.key.id}`, person: owner })
  expect(await backend.authenticateKey(body.secret)).toBeNull()
})
