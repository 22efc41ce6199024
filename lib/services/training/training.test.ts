import { rm } from 'node:fs/promises'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { ModelDetail } from '@/lib/contracts/training'
import { JobDetail } from '@/lib/contracts/training-jobs'
import { newId } from '@/lib/core/new-id'
import { trainingJobs } from '@/lib/db/schema/training'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { dropSingleton } from '@/lib/platform/singleton'
import { loadClassifier } from './predict-with'
import { insertDataset, type SampleExample } from './testing/insert-dataset'
import { sampleEmbed } from './testing/sample-classifier'
import { trainClassifier } from './train-classifier'

let studio: TestStudio
let owner: TestPerson
let entry: URL
let datasetVersionId: string
let large: string
const never = new AbortController().signal

beforeAll(async () => {
  entry = await bundleEntry('lib/models/training/trainer.entry.ts')
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  datasetVersionId = await insertDataset(studio.system.db, owner.workspaceId, 'classification', mail(60, 36))
  large = datasetVersionId
})
beforeEach(() => studio.sentJobs.splice(0))
afterAll(async () => {
  dropSingleton('loaded-classifiers')
  dropSingleton('model-version-picks')
  await studio.close()
  await rm(path.dirname(entry.pathname), { recursive: true })
})

/** `#n` is embedded as the n-th axis: each class has texts of its own axis. */
function mail(each: number, tests = 2): SampleExample[] {
  return ['bill', 'bug', 'praise'].flatMap((label, axis) =>
    Array.from({ length: each }, (_, index) => ({
      data: { text: `#${axis}`, label },
      split: index < each - tests ? ('train' as const) : ('test' as const),
    })),
  )
}

async function request(method: string, url: string, body?: unknown, person = owner) {
  const response = await studio.call({ method, path: `/api/studio${url}`, body, person })
  return { status: response.status, body: await response.json() }
}
async function getJson<T extends z.ZodType>(schema: T, url: string): Promise<z.infer<T>> {
  return schema.parse((await request('GET', url)).body)
}
const planOf = (modelName: string, settings = {}) => ({ kind: 'classifier', modelName, datasetVersionId, settings })
async function start(modelName: string) {
  const { status, body } = await request('POST', '/training-jobs', {
    plan: planOf(modelName),
    confirmed: { costMicros: null },
  })
  expect(status, JSON.stringify(body)).toBe(200)
  return {
    workspaceId: owner.workspaceId,
    trainingJobId: String(body.trainingJobId),
    modelId: String(body.trainedModelId),
  }
}
const work = (data: { workspaceId: string; trainingJobId: string }, signal = never, attempt = 0) =>
  trainClassifier(studio.system, data, { signal, attempt }, { embed: sampleEmbed, entry })
const jobOf = ({ trainingJobId }: { trainingJobId: string }) => getJson(JobDetail, `/training-jobs/${trainingJobId}`)
const modelOf = ({ modelId }: { modelId: string }) => getJson(ModelDetail, `/trained-models/${modelId}`)

test('lists data sets with approved examples until they have a version', async () => {
  const { body: set } = await request('POST', '/datasets', { name: 'Fresh mail', kind: 'classification' })
  const choices = async () => (await request('GET', '/training-jobs/choices')).body
  expect((await choices()).unversioned).toEqual([])
  const example = { data: { text: 'Where is my bill?', label: 'bill' } }
  expect((await request('POST', `/datasets/${set.id}/examples`, example)).status).toBe(200)
  expect((await choices()).unversioned).toEqual([
    { datasetId: set.id, name: 'Fresh mail', kind: 'classification', examples: 1 },
  ])
  const created = await request('POST', `/datasets/${set.id}/versions`, {})
  const { datasets, unversioned } = await choices()
  expect(unversioned).toEqual([])
  expect(datasets).toContainEqual(
    expect.objectContaining({ versionId: created.body.id, number: 1, name: 'Fresh mail' }),
  )
})

test('a data set becomes a version in production, with metrics, and answers', async () => {
  const training = await start('mail-triage')
  expect(studio.sentJobs).toEqual([
    { kind: 'train-classifier', data: { workspaceId: training.workspaceId, trainingJobId: training.trainingJobId } },
  ])
  await work(training)
  const job = await jobOf(training)
  expect(job).toMatchObject({ status: 'succeeded', progress: 100, version: 1, error: null })
  expect(job.curve.length).toBeGreaterThan(0)
  const model = await modelOf(training)
  expect(model).toMatchObject({
    production: { number: 1, accuracy: 1, testExamples: 108 },
    classes: ['bill', 'bug', 'praise'],
  })
  expect(model.versionList[0]).toMatchObject({ stage: 'production', dataset: { name: 'Mail', number: 1 } })
  const versionId = model.versionList[0]?.id ?? ''
  const { header } = await loadClassifier(studio.system.db, { id: versionId, workspaceId: owner.workspaceId })
  expect(header).toMatchObject({
    classes: ['bill', 'bug', 'praise'],
    dataset: { versionId: datasetVersionId },
    examples: 72,
  })
  expect(header.dataset.sha256).toMatch(/^[0-9a-f]{64}$/)
  const { body: card } = await request('GET', `/trained-models/${training.modelId}/card`)
  expect(card.markdown).toContain('accuracy 100.0 %')
  expect(card.markdown).toContain('100.0 % of 108 test examples are right (95 % interval 96.6 to 100.0 %).')
  expect(model.versionList[0]?.report?.labels).toMatchObject({ wrong: 0 })
  expect(card.markdown).toContain('With the threshold applied,')
  expect(card.markdown).toContain('Data set “Mail”, version 1')
})

test('marks a version measured on few test examples, and waits for a promotion', async () => {
  datasetVersionId = await insertDataset(studio.system.db, owner.workspaceId, 'classification', mail(12))
  const training = await start('small-triage')
  await work(training)
  datasetVersionId = large
  const model = await modelOf(training)
  expect([model.production, model.versionList[0]?.stage]).toEqual([null, 'candidate'])
  expect((await jobOf(training)).events).toContainEqual(
    expect.objectContaining({
      message:
        'Version 1 is ready. 6 of 6 test examples are right. That is too few to judge the version. It is a candidate: promote it to put it into production.',
      messageRef: expect.objectContaining({ key: 'training.versionCandidate' }),
    }),
  )
  const stage = `/trained-models/${training.modelId}/versions/${model.versionList[0]?.id}/stage`
  expect((await request('PUT', stage, { stage: 'production' })).status).toBe(200)
  expect((await modelOf(training)).production).toEqual({ number: 1, accuracy: 1, testExamples: 6 })
})

test('the next version is a candidate; promoting retires the previous one, and one click rolls back', async () => {
  const training = await start('mail-triage')
  await work(training)
  const before = await modelOf(training)
  const second = before.versionList.find(({ number }) => number === 2)
  expect([second?.stage, before.production?.number]).toEqual(['candidate', 1])
  const stage = `/trained-models/${training.modelId}/versions/${second?.id}/stage`
  expect((await request('PUT', stage, { stage: 'production', share: 20 })).status).toBe(400)
  expect((await request('PUT', stage, { stage: 'candidate', share: 20 })).status).toBe(200)
  expect((await modelOf(training)).canary).toEqual({ number: 2, share: 20 })
  expect((await request('PUT', stage, { stage: 'production' })).status).toBe(200)
  const promoted = await modelOf(training)
  expect(promoted.versionList.map(({ number, stage: at, share }) => [number, at, share])).toEqual([
    [2, 'production', 0],
    [1, 'retired', 0],
  ])
  expect(promoted.rollBackTo).toBe(1)
  expect((await request('POST', `/trained-models/${training.modelId}/roll-back`)).body).toEqual({ number: 1 })
  const rolledBack = await modelOf(training)
  expect([rolledBack.production?.number, rolledBack.rollBackTo]).toEqual([1, 2])
  expect(rolledBack.history[0]?.text).toBe('Version 1 replaced version 2 in production')
})

test('a job handed out twice creates one version, and an interrupted one is repeated', async () => {
  const training = await start('twice')
  const stopping = AbortSignal.abort(new Error('The server is stopping.'))
  await expect(work(training, stopping)).rejects.toThrow('stopping')
  expect((await jobOf(training)).status).not.toBe('failed')
  await Promise.all([work(training), work(training)])
  expect((await modelOf(training)).versionList).toHaveLength(1)
  await work(training)
  expect((await modelOf(training)).versionList).toHaveLength(1)
})

test('cancels a training before it starts and while it runs', async () => {
  const waiting = await start('cancelled')
  expect((await request('POST', `/training-jobs/${waiting.trainingJobId}/cancel`)).status).toBe(200)
  expect((await jobOf(waiting)).status).toBe('cancelled')
  const running = await start('cancelled')
  const started = Promise.withResolvers<number>()
  const embedEndlessly = (texts: readonly string[], { signal }: { signal?: AbortSignal | undefined } = {}) =>
    new Promise<Float32Array[]>((_resolve, reject) => {
      started.resolve(texts.length)
      signal?.addEventListener('abort', () => reject(signal.reason))
    })
  const training = trainClassifier(
    studio.system,
    running,
    { signal: never, attempt: 0 },
    { embed: embedEndlessly, entry },
  )
  await started.promise
  expect((await request('POST', `/training-jobs/${running.trainingJobId}/cancel`)).status).toBe(200)
  await training
  expect((await jobOf(running)).status).toBe('cancelled')
  expect((await modelOf(running)).versionList).toEqual([])
})

test('retries an unexpected failure, and reports it in the end', async () => {
  const training = await start('failing')
  const broken = () => Promise.reject(new TypeError('secret detail'))
  const parts = { embed: broken, entry }
  await expect(trainClassifier(studio.system, training, { signal: never, attempt: 0 }, parts)).rejects.toThrow()
  await trainClassifier(studio.system, training, { signal: never, attempt: 3 }, parts)
  const job = await jobOf(training)
  expect(job.status).toBe('failed')
  expect(job.error).not.toContain('secret detail')
})

test('rejects invalid data, another kind of model, a changed cost and foreign data sets before anything starts', async () => {
  const small = await insertDataset(studio.system.db, owner.workspaceId, 'classification', mail(1).slice(0, 1))
  const startWith = (plan: object, costMicros: number | null = null) =>
    request('POST', '/training-jobs', { plan, confirmed: { costMicros } })
  expect((await startWith({ ...planOf('small'), datasetVersionId: small })).status).toBe(400)
  expect((await startWith(planOf('costly'), 5)).status).toBe(409)
  const stranger = await studio.signUp('owner')
  expect((await request('POST', '/training-jobs/check', planOf('theirs'), stranger)).status).toBe(404)
  expect(
    (await request('POST', '/training-jobs/check', { ...planOf('unknown'), datasetVersionId: newId() })).status,
  ).toBe(404)
  const rows = await studio.system.db
    .select()
    .from(trainingJobs)
    .where(eq(trainingJobs.workspaceId, stranger.workspaceId))
  expect(rows).toEqual([])
})
