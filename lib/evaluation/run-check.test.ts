import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { apps, environments, versions } from '@/lib/db/schema/apps'
import { datasetExamples, datasets, datasetVersionExamples, datasetVersions } from '@/lib/db/schema/datasets'
import { modelCheckResults, modelChecks } from '@/lib/db/schema/governance'
import { connections } from '@/lib/db/schema/models'
import { emptyGraph } from '@/lib/graph/graph'
import { verbatim } from '@/lib/messages/problems/verbatim'
import type { Answered, callModel } from './call-model'
import { runCheck } from './run-check'

const ANSWERED: Answered = { text: '', outputTokens: 20, costMicros: 7, firstTokenMs: 50, durationMs: 250 }
const Started = z.object({ id: z.string(), status: z.string(), total: z.number() })
const forever = new AbortController().signal

let studio: TestStudio
let owner: TestPerson
const [connectionId, versionId] = [newId(), newId()]
const card = `/api/studio/catalog/models/${connectionId}/gpt-4o-mini`

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  const { workspaceId } = owner
  const { db } = studio.system
  await db.insert(connections).values({
    id: connectionId,
    workspaceId,
    name: 'Service',
    provider: 'openai',
    baseUrl: 'https://api.openai.com/v1',
    models: [{ id: 'gpt-4o-mini', label: 'gpt-4o-mini', ability: 'chat' }],
  })
  const datasetId = newId()
  await db.insert(datasets).values({ id: datasetId, workspaceId, name: 'Capitals', kind: 'qa' })
  await db.insert(datasetVersions).values({ id: versionId, workspaceId, datasetId, number: 1, statistics: EMPTY })
  for (const [question, answer] of [
    ['Germany?', 'Berlin'],
    ['France?', 'Paris'],
    ['Italy?', 'Rome'],
  ] as const) {
    const id = newId()
    await db.insert(datasetExamples).values({
      id,
      workspaceId,
      datasetId,
      hash: id,
      inputHash: id,
      data: { question, answer },
      preview: question,
      review: 'approved',
    })
    await db.insert(datasetVersionExamples).values({ versionId, exampleId: id, workspaceId, split: 'test' })
  }
})
afterAll(() => studio.close())

const EMPTY = {
  examples: 3,
  tokens: 0,
  splits: { train: 0, validation: 0, test: 3, none: 0 },
  labels: [],
  balance: null,
  reviews: { pending: 0, approved: 3, rejected: 0 },
  languages: [],
  tokensHistogram: { bounds: [], counts: [] },
  medianTokens: 0,
  longestTokens: 0,
  personal: [],
  keptPersonal: 0,
  sameInput: 0,
  leaks: 0,
  sources: [],
}

async function request(method: string, path: string, body?: unknown, person = owner) {
  const response = await studio.call({ method, path, body, person })
  return { status: response.status, body: await response.json() }
}
async function start(body: unknown) {
  const { body: check } = await request('POST', `${card}/checks`, body)
  return Started.parse(check)
}
const address = (checkId: string) => ({ workspaceId: owner.workspaceId, checkId })
const rowOf = async (id: string) => (await studio.system.db.select().from(modelChecks).where(eq(modelChecks.id, id)))[0]
const quality = { kind: 'quality', datasetVersionId: versionId }

/** Knows two of three capitals. */
const twoOfThree: typeof callModel = async (_system, _model, { messages }) => {
  const question = messages.at(-1)?.content ?? ''
  return { ...ANSWERED, text: question.includes('Germany') ? 'It is Berlin.' : 'Paris' }
}

test('estimates the cost before any call', async () => {
  const estimate = await request('POST', `${card}/checks/estimate`, quality)
  expect(estimate.body).toMatchObject({ calls: 3, outputTokens: 768 })
  expect(estimate.body.costMicros).toBeGreaterThan(460)
  expect(studio.sentJobs.filter(({ kind }) => kind === 'check-model')).toEqual([])
})

test('returns a verdict per example of a data set, and a total score', async () => {
  const { id, total } = await start(quality)
  expect(total).toBe(3)
  expect((await request('POST', `${card}/checks`, quality)).status).toBe(409)
  await runCheck(studio.system, address(id), forever, twoOfThree)
  const { body } = await request('GET', `/api/studio/catalog/checks/${id}`)
  expect(body.check).toMatchObject({ status: 'done', done: 3, dataset: { name: 'Capitals', number: 1 } })
  expect(body.check.score).toBeCloseTo(2 / 3)
  expect(body.check.summary).toMatchObject({
    passed: 2,
    errors: 0,
    costMicros: 21,
    firstTokenP50Ms: 50,
    tokensPerSecond: 100,
  })
  expect(body.results.map(({ passed }: { passed: boolean }) => passed)).toEqual([true, true, false])
  const shown = await request('GET', card)
  expect(shown.body.summary.quality).toBeCloseTo(2 / 3)
})

test('resumes an interrupted check with the open calls', async () => {
  const { id } = await start(quality)
  const power = new AbortController()
  let calls = 0
  const cutOff: typeof callModel = async (...args) => {
    calls += 1
    if (calls === 1) return twoOfThree(...args)
    power.abort(new Error('power cut'))
    throw new AppError('CANCELLED', verbatim('Cancelled.'))
  }
  await expect(runCheck(studio.system, address(id), power.signal, cutOff)).rejects.toThrow()
  expect((await rowOf(id))?.status).toBe('running')
  const before = await studio.system.db.select().from(modelCheckResults).where(eq(modelCheckResults.checkId, id))
  expect(before).toHaveLength(1)
  let second = 0
  await runCheck(studio.system, address(id), forever, (...args) => {
    second += 1
    return twoOfThree(...args)
  })
  expect([second, (await rowOf(id))?.status, (await rowOf(id))?.done]).toEqual([2, 'done', 3])
  // A duplicate job finds the check completed.
  await runCheck(studio.system, address(id), forever, twoOfThree)
  expect((await rowOf(id))?.status).toBe('done')
})

test('counts every result of calls that end at the same time', async () => {
  const counted: (number | undefined)[] = []
  for (let round = 0; round < 5; round += 1) {
    const { id } = await start(quality)
    const started = Promise.withResolvers<void>()
    let calls = 0
    await runCheck(studio.system, address(id), forever, async (...args) => {
      calls += 1
      if (calls === 3) started.resolve()
      await started.promise
      return twoOfThree(...args)
    })
    counted.push((await rowOf(id))?.done)
  }
  expect(counted).toEqual([3, 3, 3, 3, 3])
})

test('ends the check with the reason of a rejected key, and records single failures as results', async () => {
  const rejected = await start(quality)
  await runCheck(studio.system, address(rejected.id), forever, async () => {
    throw new AppError('MODEL_UNAUTHORIZED', verbatim('The key was refused.'))
  })
  expect(await rowOf(rejected.id)).toMatchObject({ status: 'failed', error: 'The key was refused.', score: null })
  const shaky = await start(quality)
  await runCheck(studio.system, address(shaky.id), forever, async (...args) => {
    if (JSON.stringify(args[2].messages).includes('Italy'))
      throw new AppError('MODEL_FAILED', verbatim('It broke off.'))
    return twoOfThree(...args)
  })
  expect(await rowOf(shaky.id)).toMatchObject({ status: 'done', score: 1, result: { passed: 2, errors: 1 } })
})

test('makes no more calls after a check is stopped', async () => {
  const { id } = await start({ kind: 'speed', calls: 5 })
  let calls = 0
  await runCheck(studio.system, address(id), forever, async () => {
    calls += 1
    if (calls === 2) expect((await request('POST', `/api/studio/catalog/checks/${id}/cancel`)).status).toBe(200)
    return { ...ANSWERED, text: 'words' }
  })
  expect([calls, (await rowOf(id))?.status]).toEqual([2, 'cancelled'])
  expect((await request('POST', `/api/studio/catalog/checks/${id}/cancel`)).status).toBe(409)
})

test('counts safety probes by kind', async () => {
  const { id } = await start({ kind: 'safety' })
  await runCheck(studio.system, address(id), forever, async () => ({ ...ANSWERED, text: 'I cannot help with that.' }))
  const row = await rowOf(id)
  expect([row?.status, row?.score]).toEqual(['done', 1])
  expect(row?.result).toMatchObject({ probes: [{ kind: 'injection', passed: 4, total: 4 }, {}, {}, {}] })
})

test('rejects models that cannot be checked, with a reason', async () => {
  const elsewhere = await request('POST', '/api/studio/catalog/models/builtin/extractive/checks', { kind: 'safety' })
  expect(elsewhere.body.error.message).toContain('Connect the service first')
  expect((await request('POST', `${card}/checks`, { ...quality, split: 'train' })).status).toBe(400)
  expect((await request('POST', `${card}/checks`, { ...quality, datasetVersionId: newId() })).status).toBe(404)
  expect((await request('GET', `/api/studio/catalog/models/${connectionId}/nobody-knows`)).status).toBe(404)
  const stranger = await studio.signUp('owner')
  expect((await request('GET', card, undefined, stranger)).status).toBe(404)
})

test('lists usage on the card, keeps notes, and exports a file', async () => {
  const { db } = studio.system
  const [appId, otherId, published] = [newId(), newId(), newId()]
  const node = { id: 'n', type: 'chat-model', version: 1, label: 'N', position: { x: 0, y: 0 } }
  const graph = {
    ...emptyGraph(),
    nodes: [{ ...node, config: { model: { connection: connectionId, model: 'gpt-4o-mini' } } }],
  }
  const base = { workspaceId: owner.workspaceId, kind: 'chat' as const }
  await db.insert(apps).values({ ...base, id: appId, name: 'Helper', draft: emptyGraph() })
  await db.insert(apps).values({ ...base, id: otherId, name: 'Other', draft: emptyGraph() })
  await db
    .insert(versions)
    .values({ id: published, workspaceId: owner.workspaceId, appId, number: 1, author: 'me', graph, hash: 'h' })
  await db
    .insert(environments)
    .values({ appId, workspaceId: owner.workspaceId, name: 'production', versionId: published })
  const texts = { intendedUse: 'Short answers.', limits: 'English only.', notes: '' }
  const saved = await request('PUT', card, texts)
  expect(saved.body.usedBy.apps).toEqual([{ id: appId, name: 'Helper', inDraft: false, isPublished: true }])
  expect((await request('GET', card)).body.texts).toEqual(texts)
  const file = await studio.call({ method: 'GET', path: `${card}/file?format=hugging-face`, person: owner })
  expect(file.headers.get('content-disposition')).toContain('gpt-4o-mini-README.md')
  expect(await file.text()).toContain('Short answers.')
})

test('lists connected models with their facts, built-in models, and models that could be connected', async () => {
  const { body } = await request('GET', '/api/studio/catalog/models')
  const find = (connection: string) =>
    body.models.find((model: { connection: string }) => model.connection === connection)
  expect(find(connectionId)).toMatchObject({ isKnown: true, contextTokens: 128_000, inputMicros: 150_000 })
  expect(find('builtin')).toMatchObject({ inputMicros: 0, dataUse: 'stays-here' })
  expect(find('available.anthropic')).toMatchObject({ connectionName: null })
  expect(find('available.openai')).toBeUndefined()
})
