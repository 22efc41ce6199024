import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NewRemoteJob } from './fine-tune-service'
import { OpenAiFineTuning, type SettingsAs } from './openai-fine-tuning'
import { toLossPoint } from './openai-shapes'
import { type FakeFineTuning, startFakeFineTuning } from './testing/fake-openai-fine-tuning'

let fake: FakeFineTuning
let client: OpenAiFineTuning
const signal = AbortSignal.timeout(20_000)
const bytes = (text: string) => new TextEncoder().encode(text)

beforeEach(async () => {
  fake = await startFakeFineTuning()
  client = clientWith(fake.key)
})
afterEach(() => fake.close())

function clientWith(key: string, settingsAs: SettingsAs = 'method'): OpenAiFineTuning {
  const { url, egress } = fake.wire
  const headers = { authorization: `Bearer ${key}` }
  return new OpenAiFineTuning({ baseUrl: `${url}/v1`, headers, fetch: egress.fetch }, settingsAs)
}

const JOB: NewRemoteJob = {
  model: 'gpt-4.1-mini-2025-04-14',
  trainingFile: 'file-1',
  validationFile: null,
  suffix: 'triage',
  epochs: 'auto',
  batchSize: 'auto',
  learningRateMultiplier: 'auto',
}

test('uploads a file as multipart form data and creates a job from it', async () => {
  const file = await client.uploadFile(bytes('{"messages":[]}\n'), 'train.jsonl', signal)
  expect([file, fake.files.get(file)]).toEqual(['file-1', '{"messages":[]}\n'])
  const job = await client.createJob(JOB, signal)
  expect(job).toMatchObject({ id: 'ftjob-1', status: 'validating' })
  expect(JSON.parse(fake.wire.requests.at(-1)?.body ?? '')).toEqual({
    model: 'gpt-4.1-mini-2025-04-14',
    training_file: 'file-1',
    suffix: 'triage',
  })
})

test('sends selected settings in the format of the service', async () => {
  await client.uploadFile(bytes('x'), 'a.jsonl', signal)
  const sent = async (job: Partial<NewRemoteJob>, settingsAs?: SettingsAs) => {
    await clientWith(fake.key, settingsAs).createJob({ ...JOB, ...job }, signal)
    return JSON.parse(fake.wire.requests.at(-1)?.body ?? '')
  }
  expect(await sent({ epochs: 4 })).toMatchObject({ method: { supervised: { hyperparameters: { n_epochs: 4 } } } })
  const older = await sent({ epochs: 2, batchSize: 8 }, 'hyperparameters')
  expect(older).toMatchObject({ hyperparameters: { n_epochs: 2, batch_size: 8 } })
})

test('reads events page by page down to the first known one', async () => {
  await client.uploadFile(bytes('x'), 'a.jsonl', signal)
  await client.createJob(JOB, signal)
  fake.events = [5, 4, 3, 2, 1].map((n) => ({ id: `e${n}`, created_at: n, level: 'info', message: `m${n}` }))
  const all = await client.newEvents('ftjob-1', () => false, signal)
  expect(all.map(({ id }) => id)).toEqual(['e5', 'e4', 'e3', 'e2', 'e1'])
  const fresh = await client.newEvents('ftjob-1', (id) => id === 'e3', signal)
  expect(fresh.map(({ id }) => id)).toEqual(['e5', 'e4'])
})

test('converts metrics to points of the curve and skips those without a loss', () => {
  const metrics = { step: 3, train_loss: 0.5, valid_loss: 0.7, full_valid_loss: 0.6, train_mean_token_accuracy: 0.9 }
  expect(toLossPoint(null, metrics)).toEqual({
    step: 3,
    trainLoss: 0.5,
    validationLoss: 0.6,
    trainAccuracy: 0.9,
    validationAccuracy: null,
  })
  expect(toLossPoint(4, { step: 4 })).toBeNull()
  expect(toLossPoint(null, null)).toBeNull()
})

test('finds a job whose response was lost by its file', async () => {
  await client.uploadFile(bytes('x'), 'a.jsonl', signal)
  fake.failNext.push({ path: /POST .*fine_tuning\/jobs$/, after: true })
  await expect(client.createJob(JOB, signal)).rejects.toMatchObject({ code: 'MODEL_UNREACHABLE' })
  expect(await client.findJob('file-1', signal)).toMatchObject({ id: 'ftjob-1' })
  expect(await client.findJob('file-2', signal)).toBeNull()
})

test('forwards a cancellation to the service', async () => {
  await client.uploadFile(bytes('x'), 'a.jsonl', signal)
  await client.createJob(JOB, signal)
  expect(await client.cancelJob('ftjob-1', signal)).toMatchObject({ status: 'cancelled' })
})

test('distinguishes failures without repeating the key', async () => {
  await expect(clientWith('sk-wrong-key-000000').getJob('ftjob-1', signal)).rejects.toMatchObject({
    code: 'MODEL_UNAUTHORIZED',
    message: expect.not.stringContaining('sk-'),
  })
  fake.failNext.push({
    path: /jobs\/x$/,
    status: 429,
    body: { error: { message: 'slow down' } },
    headers: { 'retry-after': '7' },
  })
  await expect(client.getJob('x', signal)).rejects.toMatchObject({ code: 'MODEL_RATE_LIMITED', retryAfterSeconds: 7 })
  await expect(client.createJob(JOB, signal)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: /invalid training_file/,
  })
  fake.failNext.push({ path: /jobs\/x$/, status: 200, body: { hello: 1 } })
  await expect(client.getJob('x', signal)).rejects.toMatchObject({ code: 'MODEL_FAILED' })
  fake.failNext.push({ path: /jobs\/x$/ })
  await expect(client.getJob('x', signal)).rejects.toMatchObject({ code: 'MODEL_UNREACHABLE' })
  fake.failNext.push({
    path: /POST .*\/files$/,
    status: 200,
    body: { id: 'file-9', status: 'error', status_details: 'bad lines' },
  })
  await expect(client.uploadFile(bytes('x'), 'a.jsonl', signal)).rejects.toThrow(/rejected the file: bad lines/)
})

test('does not follow redirects with the key or the data', async () => {
  fake.failNext.push({ path: /jobs\/x$/, status: 307, body: {}, headers: { location: 'http://127.0.0.1:9/steal' } })
  await expect(client.getJob('x', signal)).rejects.toThrow()
})
