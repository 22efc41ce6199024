import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NewRemoteJob } from './fine-tune-service'
import { type FakeTogether, startFakeTogether } from './testing/fake-together-fine-tuning'
import { TogetherFineTuning } from './together-fine-tuning'

let fake: FakeTogether
const signal = AbortSignal.timeout(20_000)
const lines = new TextEncoder().encode('{"messages":[]}\n')

beforeEach(async () => {
  fake = await startFakeTogether()
})
afterEach(() => fake.close())

function clientWith(key = fake.key): TogetherFineTuning {
  const { url, egress } = fake.wire
  const headers = { authorization: `Bearer ${key}` }
  return new TogetherFineTuning({ baseUrl: `${url}/v1`, headers, fetch: egress.fetch })
}
const JOB: NewRemoteJob = {
  model: 'meta-llama/x',
  trainingFile: 'file-1',
  validationFile: 'file-2',
  suffix: 'pb-1',
  epochs: 3,
  batchSize: 8,
  learningRateMultiplier: 'auto',
}

test('uploads a file and reads job, events and curve in Together’s own format', async () => {
  const client = clientWith()
  expect(await client.uploadFile(lines, 'train.jsonl', signal)).toBe('file-1')
  expect(fake.files.get('file-1')?.text).toBe('{"messages":[]}\n')
  await client.whenReady('file-1', signal)
  expect(fake.files.get('file-1')?.polls).toBe(2)
  expect(await client.createJob(JOB, signal)).toMatchObject({ id: 'ft-1', status: 'queued', cost: null })
  expect(JSON.parse(fake.wire.requests.at(-1)?.body ?? '')).toEqual({
    model: 'meta-llama/x',
    training_file: 'file-1',
    validation_file: 'file-2',
    suffix: 'pb-1',
    n_epochs: 3,
    n_evals: 3,
    batch_size: 8,
  })
  fake.events = [1, 2].map((step) => ({
    object: 'fine-tune-event',
    type: 'epoch_complete',
    message: `Epoch ${step}`,
    level: 'legacy_iwarning',
    created_at: `2026-06-0${step}T10:00:00Z`,
    step,
    total_steps: 4,
  }))
  const events = await client.newEvents('ft-1', () => false, signal)
  expect(events.map(({ message, level, share }) => [message, level, share])).toEqual([
    ['Epoch 2', 'warn', 0.5],
    ['Epoch 1', 'warn', 0.25],
  ])
  const knownIds = new Set([events[1]?.id])
  expect(await client.newEvents('ft-1', (id) => knownIds.has(id), signal)).toHaveLength(1)
  fake.metrics = [
    { timestamp: 1, 'train/global_step': 1, 'train/loss': 2.4, 'train/grad_norm': 1 },
    { timestamp: 2, 'eval/global_step': 1, 'eval/loss': 2.6 },
    { timestamp: 3, 'train/global_step': 2 },
  ]
  expect(await client.lossPoints('ft-1', signal)).toMatchObject([
    { step: 1, trainLoss: 2.4, validationLoss: null },
    { step: 1, trainLoss: null, validationLoss: 2.6 },
  ])
})

test('reports the model, its tokens and its price, which is given in billionths of a dollar', async () => {
  const client = clientWith()
  await client.uploadFile(lines, 'train.jsonl', signal)
  await client.createJob(JOB, signal)
  const [job] = fake.jobs
  Object.assign(job ?? {}, { status: 'uploading', something_new: 1 })
  expect((await client.getJob('ft-1', signal)).status).toBe('running')
  const end = {
    status: 'completed',
    model_output_name: 'acme/x-pb-1',
    token_count: 850_000,
    total_price: 1_500_000_400,
  }
  Object.assign(job ?? {}, end)
  expect(await client.getJob('ft-1', signal)).toMatchObject({
    status: 'succeeded',
    tunedModel: 'acme/x-pb-1',
    trainedTokens: 850_000,
    cost: { micros: 1_500_001, isEstimated: false },
  })
  const created_at = '2026-06-01T10:00:00Z'
  Object.assign(job ?? {}, { status: 'error', events: [{ created_at, type: 'job_error', message: 'Out of memory.' }] })
  expect(await client.getJob('ft-1', signal)).toMatchObject({ status: 'failed', error: 'Out of memory.' })
})

test('reports why examples are rejected, finds a lost job by its file, and forwards a cancellation', async () => {
  const client = clientWith()
  await client.uploadFile(lines, 'train.jsonl', signal)
  const error = 'Line 7: messages[1] must contain a role field'
  fake.verdict = { processing_status: 'INVALID_FORMAT', validation_report: { valid: false, error } }
  await expect(client.whenReady('file-1', signal)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: `The service rejected the file: ${error}`,
  })
  await client.createJob(JOB, signal)
  expect(await client.findJob('file-1', signal)).toMatchObject({ id: 'ft-1' })
  expect(await client.findJob('file-9', signal)).toBeNull()
  expect(await client.cancelJob('ft-1', signal)).toMatchObject({ status: 'running' })
  Object.assign(fake.jobs[0] ?? {}, { status: 'cancelled' })
  expect(await client.getJob('ft-1', signal)).toMatchObject({ status: 'cancelled' })
  await expect(clientWith('wrong').getJob('ft-1', signal)).rejects.toMatchObject({ code: 'MODEL_UNAUTHORIZED' })
})
