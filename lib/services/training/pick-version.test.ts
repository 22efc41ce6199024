import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { workspaces } from '@/lib/db/schema/auth'
import { modelVersions, registeredModels } from '@/lib/db/schema/training'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { dropSingleton } from '@/lib/platform/singleton'
import { forgetPicks, pickVersion } from './pick-version'
import { predictAllWith, predictWith } from './predict-with'
import { sampleClassifier, sampleEmbed } from './testing/sample-classifier'

let database: TestDatabase
const workspaceId = newId()
const modelId = newId()
const ids = { one: newId(), two: newId(), three: newId() }

beforeAll(async () => {
  database = await openTestDatabase()
  const { db } = database
  await db.insert(workspaces).values({ id: workspaceId, name: 'W', wrappedDek: 'x' })
  await db.insert(registeredModels).values([
    { id: modelId, workspaceId, name: 'triage', kind: 'classifier' },
    { id: newId(), workspaceId, name: 'empty', kind: 'classifier' },
  ])
  const version = { workspaceId, modelId, artifact: sampleClassifier(['bill', 'bug', 'praise']) }
  await db.insert(modelVersions).values([
    { ...version, id: ids.one, number: 1, stage: 'retired', share: 50 },
    { ...version, id: ids.two, number: 2, stage: 'production' },
    { ...version, id: ids.three, number: 3, stage: 'candidate', share: 25 },
  ])
})
afterEach(() => forgetPicks(workspaceId, 'triage'))
afterAll(async () => {
  dropSingleton('model-version-picks')
  dropSingleton('loaded-classifiers')
  await database.close()
})

test('a candidate gets its share of callers, each caller always the same version, and a retired version none', async () => {
  const picks = await Promise.all(
    Array.from({ length: 2_000 }, (_, index) => pickVersion(database.db, workspaceId, 'triage', `user-${index}`)),
  )
  const share = picks.filter(({ version }) => version.id === ids.three).length / picks.length
  expect(share).toBeGreaterThan(0.21)
  expect(share).toBeLessThan(0.29)
  expect(picks.some(({ version }) => version.id === ids.one)).toBe(false)
  for (const index of [0, 1, 2, 3, 4, 5, 6, 7]) {
    const second = await pickVersion(database.db, workspaceId, 'triage', `user-${index}`)
    expect(second.version.id).toBe(picks[index]?.version.id)
  }
})

test('unknown names, other workspaces and models without a version in production have different messages', async () => {
  await expect(pickVersion(database.db, workspaceId, 'nope', null)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(pickVersion(database.db, newId(), 'triage', null)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(pickVersion(database.db, workspaceId, 'empty', null)).rejects.toMatchObject({ code: 'MODEL_MISSING' })
})

test('a prediction names the most likely class, or none below the threshold', async () => {
  const version = { id: ids.two, workspaceId }
  const signal = AbortSignal.timeout(5_000)
  const bug = await predictWith(database.db, version, '#1', signal, sampleEmbed)
  expect(bug).toMatchObject({ label: 'bug', probabilities: [{ name: 'bug' }, {}, {}] })
  expect(bug.probabilities.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1)
  const [praise, nothing] = await predictAllWith(database.db, version, ['#2', 'hm'], signal, sampleEmbed)
  expect([praise?.label, nothing?.label]).toEqual(['praise', null])
  expect(nothing?.probability).toBeCloseTo(1 / 3)
})

test('a version of another workspace is not found', async () => {
  const foreign = { id: ids.two, workspaceId: newId() }
  await expect(predictWith(database.db, foreign, '#1', AbortSignal.timeout(5_000), sampleEmbed)).rejects.toMatchObject({
    code: 'MODEL_MISSING',
  })
})
