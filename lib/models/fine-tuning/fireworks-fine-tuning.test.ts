import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NewRemoteJob } from './fine-tune-service'
import { openFineTuning } from './open-fine-tuning'
import { type FakeFireworks, startFakeFireworks } from './testing/fake-fireworks-fine-tuning'

let fake: FakeFireworks
const signal = AbortSignal.timeout(20_000)
const lines = new TextEncoder().encode('{"messages":[]}\n{"messages":[]}\n')
const DATASET = 'accounts/acme/datasets/patchbay-1-train'

beforeEach(async () => {
  fake = await startFakeFireworks()
})
afterEach(() => fake.close())

function clientWith({ key = fake.key, account = '' } = {}) {
  const { url, egress } = fake.wire
  const connection = {
    baseUrl: `${url}/inference/v1`,
    headers: { authorization: `Bearer ${key}` },
    fetch: egress.fetch,
  }
  return openFineTuning('fireworks', connection, { account })
}
const JOB: NewRemoteJob = {
  model: 'accounts/fireworks/models/x',
  trainingFile: DATASET,
  validationFile: null,
  suffix: 'pb-1',
  epochs: 2,
  batchSize: 'auto',
  learningRateMultiplier: 'auto',
}
async function started() {
  const client = clientWith()
  await client.uploadFile(lines, 'patchbay-1-train.jsonl', signal)
  await client.whenReady?.(DATASET, signal)
  return { client, job: await client.createJob(JOB, signal) }
}

test('creates, fills and awaits a data set, then creates a job in the account', async () => {
  const { job, client } = await started()
  expect(fake.datasets.get(DATASET)).toMatchObject({ exampleCount: '2', text: '{"messages":[]}\n{"messages":[]}\n' })
  const sent = fake.wire.requests.at(-1)
  expect(sent?.url).toBe('/v1/accounts/acme/supervisedFineTuningJobs?supervisedFineTuningJobId=pb-1')
  expect(JSON.parse(sent?.body ?? '')).toEqual({
    dataset: DATASET,
    baseModel: 'accounts/fireworks/models/x',
    displayName: 'pb-1',
    epochs: 2,
  })
  expect(job).toMatchObject({ id: 'accounts/acme/supervisedFineTuningJobs/pb-1', status: 'queued' })
  Object.assign(fake.jobs[0] ?? {}, { state: 'JOB_STATE_RUNNING', jobProgress: { percent: 40, epoch: 1 } })
  expect(await client.getJob(job.id, signal)).toMatchObject({ status: 'running', share: 0.4 })
  const estimatedCost = { currencyCode: 'USD', units: '1', nanos: 250_000_000 }
  Object.assign(fake.jobs[0] ?? {}, { state: 'JOB_STATE_COMPLETED', estimatedCost })
  expect(await client.getJob(job.id, signal)).toMatchObject({
    status: 'succeeded',
    tunedModel: 'accounts/acme/models/pb-1',
    cost: { micros: 1_250_000, isEstimated: true },
  })
  expect([await client.newEvents(job.id, () => false, signal), await client.lossPoints(job.id, signal)]).toEqual([
    [],
    [],
  ])
})

test('creates neither a second data set nor a second job after a lost response', async () => {
  const { client } = await started()
  expect(await client.uploadFile(lines, 'patchbay-1-train.jsonl', signal)).toBe(DATASET)
  expect(fake.datasets.size).toBe(1)
  expect(await client.findJob(DATASET, signal)).toMatchObject({ trainingFile: DATASET })
  expect(await client.findJob('accounts/acme/datasets/other', signal)).toBeNull()
})

test('reports rejected examples, failed and cancelled jobs, and a missing account', async () => {
  fake.datasetState = { state: 'UPLOADING', status: { code: 'INVALID_ARGUMENT', message: 'Line 2 is no JSON' } }
  const client = clientWith()
  await client.uploadFile(lines, 'patchbay-1-train.jsonl', signal)
  await expect(client.whenReady?.(DATASET, signal)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: 'The service rejected the examples: Line 2 is no JSON.',
  })
  fake.datasetState = { state: 'READY' }
  const { job } = await started()
  expect(await client.cancelJob(job.id, signal)).toMatchObject({ status: 'running' })
  Object.assign(fake.jobs[0] ?? {}, {
    state: 'JOB_STATE_FAILED',
    status: { code: 'INTERNAL', message: 'No capacity.' },
  })
  expect(await client.getJob(job.id, signal)).toMatchObject({ status: 'failed', error: 'No capacity.' })
  fake.accounts.push({ name: 'accounts/other' })
  await expect(clientWith().findJob(DATASET, signal)).rejects.toThrow(/no Fireworks account/)
  expect(await clientWith({ account: 'acme' }).findJob(DATASET, signal)).not.toBeNull()
  await expect(clientWith({ key: 'wrong', account: 'acme' }).getJob(job.id, signal)).rejects.toMatchObject({
    code: 'MODEL_UNAUTHORIZED',
  })
})
