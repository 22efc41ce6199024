import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { ModelDetail } from '@/lib/contracts/training'
import { JobDetail } from '@/lib/contracts/training-jobs'
import { ValidationReport } from '@/lib/contracts/training-report'
import { newId } from '@/lib/core/new-id'
import { budgetSpends, budgets } from '@/lib/db/schema/budgets'
import { modelCalls } from '@/lib/db/schema/model-calls'
import { connections } from '@/lib/db/schema/models'
import { trainingJobs } from '@/lib/db/schema/training'
import { type FakeFineTuning, startFakeFineTuning } from '@/lib/models/fine-tuning/testing/fake-openai-fine-tuning'
import { startFakeTogether } from '@/lib/models/fine-tuning/testing/fake-together-fine-tuning'
import { dropSingleton } from '@/lib/platform/singleton'
import { forgetActiveBudgets } from '../budgets/active-budgets'
import { callLedger } from '../gateway/workspace-gateway'
import { pickVersion } from './pick-version'
import { pollFineTune } from './poll-fine-tune'
import { insertDataset } from './testing/insert-dataset'

let studio: TestStudio
let owner: TestPerson
let fake: FakeFineTuning
let connectionId: string
let datasetVersionId: string
const never = new AbortController().signal

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  datasetVersionId = await insertDataset(studio.system.db, owner.workspaceId, 'qa', [
    ...Array.from({ length: 60 }, (_, index) => ({
      data: { question: `How is number ${index}?`, answer: 'Fine.' },
      split: 'train' as const,
    })),
    { data: { question: 'And validation?', answer: 'Fine too.' }, split: 'validation' },
    { data: { question: 'THE TEST EXAMPLE?', answer: 'Stays here.' }, split: 'test' },
  ])
})
beforeEach(async () => {
  fake = await startFakeFineTuning()
  process.env.EGRESS_ALLOW = fake.wire.url
  dropSingleton('env')
  dropSingleton('egress')
  dropSingleton('egress-models')
  connectionId = newId()
  const { db, keyring } = studio.system
  const address = { workspaceId: owner.workspaceId, id: connectionId, type: 'connection' as const }
  await db.insert(connections).values({
    id: connectionId,
    workspaceId: owner.workspaceId,
    name: 'Tuner',
    provider: 'openai',
    baseUrl: `${fake.wire.url}/v1`,
    encryptedKey: await keyring.seal(db, address, fake.key),
  })
  studio.sentJobs.splice(0)
})
afterEach(async () => {
  await fake.close()
  await studio.system.db.delete(budgets).where(eq(budgets.workspaceId, owner.workspaceId))
  forgetActiveBudgets(owner.workspaceId)
})
afterAll(() => studio.close())

async function request(method: string, url: string, body?: unknown) {
  const response = await studio.call({ method, path: `/api/studio${url}`, body, person: owner })
  return { status: response.status, body: await response.json() }
}
const planOf = (modelName: string) => ({
  kind: 'fine-tune',
  modelName,
  datasetVersionId,
  connectionId,
  baseModel: 'gpt-4.1-mini-2025-04-14',
  settings: { epochs: 2 },
})
async function start(modelName: string) {
  const checked = await request('POST', '/training-jobs/check', planOf(modelName))
  const report = ValidationReport.parse(checked.body.report)
  expect(report.cost?.micros).toBeGreaterThan(0)
  const confirmed = { costMicros: report.cost?.micros ?? null }
  const { status, body } = await request('POST', '/training-jobs', { plan: planOf(modelName), confirmed })
  expect(status, JSON.stringify(body)).toBe(200)
  return {
    workspaceId: owner.workspaceId,
    trainingJobId: String(body.trainingJobId),
    modelId: String(body.trainedModelId),
  }
}
const check = (data: { workspaceId: string; trainingJobId: string }) =>
  pollFineTune(studio.system, { workspaceId: data.workspaceId, trainingJobId: data.trainingJobId }, never)
type Training = Awaited<ReturnType<typeof start>>

/** Creates the only budget of the workspace, with nothing spent. @returns its id */
async function budgetOf(limitMicros: number): Promise<string> {
  const { db } = studio.system
  await db.delete(budgets).where(eq(budgets.workspaceId, owner.workspaceId))
  const id = newId()
  const budget = { id, workspaceId: owner.workspaceId, name: 'Tight', scope: 'workspace', period: 'month' } as const
  await db.insert(budgets).values({ ...budget, limitMicros })
  forgetActiveBudgets(owner.workspaceId)
  return id
}
async function spendsOf(budgetId: string) {
  const [row] = await studio.system.db.select().from(budgetSpends).where(eq(budgetSpends.budgetId, budgetId))
  return { spentMicros: row?.spentMicros ?? 0, reservedMicros: row?.reservedMicros ?? 0 }
}
const jobOf = async ({ trainingJobId }: { trainingJobId: string }) =>
  JobDetail.parse((await request('GET', `/training-jobs/${trainingJobId}`)).body)

test('from examples to a tuned model in production: files, job, unique events, curve, version', async () => {
  const training = await start('tuned')
  expect(fake.wire.requests).toEqual([])
  await check(training)
  const [train, validation] = [...fake.files.values()]
  expect(train?.trim().split('\n')).toHaveLength(60)
  expect(train?.split('\n')).toContain(
    JSON.stringify({
      messages: [
        { role: 'user', content: 'How is number 0?' },
        { role: 'assistant', content: 'Fine.' },
      ],
    }),
  )
  expect(validation).toContain('And validation?')
  expect([...fake.files.values()].join('')).not.toContain('THE TEST EXAMPLE')
  const [job] = fake.jobs
  if (!job) throw new Error('no job')
  job.status = 'running'
  fake.events = [2, 1].map((step) => ({
    id: `e${step}`,
    created_at: 1_700_000_000 + step,
    level: 'info',
    message: `Step ${step}/4: training loss=${1 / step}`,
    data: { step, total_steps: 4, train_loss: 1 / step, full_valid_loss: null },
  }))
  await check(training)
  await check(training)
  const running = await jobOf(training)
  expect(running).toMatchObject({ status: 'running', remoteJobId: 'ftjob-1', progress: 54, connectionName: 'Tuner' })
  expect(running.events.filter(({ message }) => message.startsWith('Step'))).toHaveLength(2)
  expect(running.curve.map(({ step, trainLoss }) => [step, trainLoss])).toEqual([
    [1, 1],
    [2, 0.5],
  ])
  Object.assign(job, { status: 'succeeded', fine_tuned_model: 'ft:gpt-4.1-mini:acme::abc', trained_tokens: 1234 })
  await check(training)
  expect(await jobOf(training)).toMatchObject({ status: 'succeeded', version: 1 })
  expect(await pickVersion(studio.system.db, owner.workspaceId, 'tuned', null)).toMatchObject({
    kind: 'chat',
    connectionId,
    remoteModel: 'ft:gpt-4.1-mini:acme::abc',
  })
  // Each check scheduled the next, the last one none.
  expect(studio.sentJobs.filter(({ kind }) => kind === 'follow-fine-tune')).toHaveLength(4)
  await check(training)
  expect(
    ModelDetail.parse((await request('GET', `/trained-models/${training.modelId}`)).body).versionList,
  ).toHaveLength(1)
})

test('after a connection lost during job creation it finds the job instead of paying twice', async () => {
  const training = await start('once')
  fake.failNext.push({ path: /POST .*fine_tuning\/jobs$/, after: true })
  await check(training)
  expect(await jobOf(training)).toMatchObject({ status: 'validating', error: expect.stringContaining('check again') })
  await check(training)
  expect(fake.jobs).toHaveLength(1)
  expect(fake.files.size).toBe(2)
  expect(await jobOf(training)).toMatchObject({ remoteJobId: 'ftjob-1', error: null })
})

test('two concurrent checks create one job', async () => {
  const training = await start('together')
  await Promise.all([check(training), check(training), check(training)])
  expect(fake.jobs).toHaveLength(1)
  expect(fake.files.size).toBe(2)
})

test('a rejected key or file ends a training with a message; a rate limit, a server error and a timeout are retried', async () => {
  const wrongKey = await start('key')
  fake.key = 'another'
  await check(wrongKey)
  const rejected = await jobOf(wrongKey)
  expect(rejected).toMatchObject({ status: 'failed', error: expect.stringContaining('rejected the API key') })
  expect(rejected.error).not.toContain('sk-')
  fake.key = 'sk-canary-fine-tune-key'
  const badFile = await start('file')
  fake.failNext.push({
    path: /POST .*\/jobs$/,
    status: 400,
    body: { error: { message: 'Invalid file format. Line 3.' } },
  })
  await check(badFile)
  expect(await jobOf(badFile)).toMatchObject({
    status: 'failed',
    error: expect.stringContaining('Invalid file format'),
  })
  const patient = await start('patient')
  for (const status of [429, 500]) {
    fake.failNext.push({ path: /POST .*\/files$/, status, body: {} })
    await check(patient)
    expect((await jobOf(patient)).status).toBe('validating')
  }
  await check(patient)
  expect((await jobOf(patient)).remoteJobId).not.toBeNull()
  // The key is revoked during the training: it continues, with a warning.
  fake.key = 'rotated'
  await check(patient)
  expect(await jobOf(patient)).toMatchObject({ status: 'validating', error: expect.stringContaining('check again') })
})

test('a job that fails at the service fails here with its reason', async () => {
  const training = await start('failed-there')
  await check(training)
  Object.assign(fake.jobs[0] ?? {}, {
    status: 'failed',
    error: { code: 'bad', message: 'Moderation blocked the file.' },
  })
  await check(training)
  expect(await jobOf(training)).toMatchObject({
    status: 'failed',
    error: 'Moderation blocked the file.',
    version: null,
  })
})

test('cancelling an unsent training sends nothing; cancelling a sent one reaches the service', async () => {
  const unsent = await start('unsent')
  await request('POST', `/training-jobs/${unsent.trainingJobId}/cancel`)
  await check(unsent)
  expect([(await jobOf(unsent)).status, fake.wire.requests.length]).toEqual(['cancelled', 0])
  const sent = await start('sent')
  await check(sent)
  expect((await request('DELETE', `/trained-models/${sent.modelId}`)).status).toBe(409)
  await request('POST', `/training-jobs/${sent.trainingJobId}/cancel`)
  expect((await jobOf(sent)).isCancelling).toBe(true)
  await check(sent)
  expect([(await jobOf(sent)).status, fake.jobs[0]?.status]).toEqual(['cancelled', 'cancelled'])
  expect((await request('DELETE', `/trained-models/${sent.modelId}`)).status).toBe(200)
  const left = await studio.system.db.select().from(trainingJobs).where(eq(trainingJobs.id, sent.trainingJobId))
  expect(left).toEqual([])
})

test('the data ledger lists the sent examples with their data set, and budgets and usage the cost', async () => {
  const budgetId = await budgetOf(5_000_000)
  const training = await start('ledger')
  const reserved = (await spendsOf(budgetId)).reservedMicros
  expect(reserved).toBeGreaterThan(0)
  await check(training)
  const today = new Date().toISOString().slice(0, 10)
  const destination = `from=${today}&to=${today}&connectionId=${connectionId}&provider=openai&host=${new URL(fake.wire.url).host}`
  const calls = async () =>
    (await request('GET', `/ledger/calls?${destination}&model=gpt-4.1-mini-2025-04-14`)).body.calls as Record<
      string,
      unknown
    >[]
  const sent = (examples: number) => ({
    ability: 'fine-tune',
    outcome: 'ok',
    dataKinds: ['examples'],
    training: { jobId: training.trainingJobId, dataset: 'Mail', version: 1, examples },
  })
  expect(await calls()).toMatchObject([sent(1), sent(60)])
  const [train] = [...fake.files.values()]
  expect((await calls())[1]?.characters).toBe(train?.length)
  expect((await request('GET', `/ledger?from=${today}&to=${today}`)).body.rows).toEqual(
    expect.arrayContaining([expect.objectContaining({ connectionId, dataKinds: ['examples'], provider: 'openai' })]),
  )
  const [job] = fake.jobs
  Object.assign(job ?? {}, { status: 'succeeded', fine_tuned_model: 'ft:x', trained_tokens: 10_000 })
  await check(training)
  // 5 $ for a million training tokens.
  expect(await spendsOf(budgetId)).toMatchObject({ spentMicros: 50_000, reservedMicros: 0 })
  await callLedger(studio.system.db).flush()
  const used = await request('GET', `/usage?from=${today}&to=${today}`)
  expect(used.body.by.model.rows).toEqual(
    expect.arrayContaining([expect.objectContaining({ name: 'gpt-4.1-mini-2025-04-14', costMicros: 50_000 })]),
  )
})

test('a training at Together without a known price reserves the entered price and settles the reported one', async () => {
  const together = await startFakeTogether()
  process.env.EGRESS_ALLOW = together.wire.url
  dropSingleton('env')
  dropSingleton('egress')
  dropSingleton('egress-models')
  const { db, keyring } = studio.system
  const address = { workspaceId: owner.workspaceId, id: connectionId, type: 'connection' as const }
  await db
    .update(connections)
    .set({
      provider: 'together',
      baseUrl: `${together.wire.url}/v1`,
      encryptedKey: await keyring.seal(db, address, together.key),
    })
    .where(eq(connections.id, connectionId))
  const budgetId = await budgetOf(5_000_000)
  const plan = { ...planOf('at-together'), baseModel: 'meta-llama/x' }
  const unknown = await request('POST', '/training-jobs/check', plan)
  expect(unknown.body.report.cost.micros).toBeNull()
  const priced = { ...plan, microsPerMillionTokens: 100_000_000 }
  const { micros } = (await request('POST', '/training-jobs/check', priced)).body.report.cost
  const { body } = await request('POST', '/training-jobs', { plan: priced, confirmed: { costMicros: micros } })
  expect(await spendsOf(budgetId)).toEqual({ spentMicros: 0, reservedMicros: micros })
  const data = { workspaceId: owner.workspaceId, trainingJobId: String(body.trainingJobId) }
  await check(data)
  const end = { status: 'completed', model_output_name: 'acme/x', token_count: 1_000, total_price: 42_000_000 }
  Object.assign(together.jobs[0] ?? {}, end)
  await check(data)
  const job = await jobOf(data)
  expect(job).toMatchObject({ status: 'succeeded', version: 1 })
  expect(job.events[0]?.message).toContain('start an endpoint')
  expect(await spendsOf(budgetId)).toEqual({ spentMicros: 42_000, reservedMicros: 0 })
  await together.close()
})

test('a training that exceeds a budget is rejected before anything is sent, with the remaining amount', async () => {
  const budgetId = await budgetOf(1_000)
  const plan = planOf('dear')
  const { body } = await request('POST', '/training-jobs/check', plan)
  const cost = ValidationReport.parse(body.report).cost?.micros ?? 0
  expect(cost).toBeGreaterThan(1_000)
  const rejected = await request('POST', '/training-jobs', { plan, confirmed: { costMicros: cost } })
  expect(rejected.status).toBe(402)
  expect(rejected.body.error).toMatchObject({
    code: 'BUDGET_EXCEEDED',
    message: expect.stringMatching(
      /^This training may cost \$0\.\d+, but only \$0\.001000 of the budget “Tight” is left\./,
    ),
  })
  expect(fake.wire.requests).toEqual([])
  expect(await spendsOf(budgetId)).toMatchObject({ spentMicros: 0, reservedMicros: 0 })
  expect(await studio.system.db.select().from(trainingJobs).where(eq(trainingJobs.status, 'queued'))).toEqual([])
})

test.each([
  [
    'cancelled before it is sent',
    async (training: Training) => request('POST', `/training-jobs/${training.trainingJobId}/cancel`),
  ],
  ['refused by the service', async () => Object.assign(fake, { key: 'another' })],
])('a training that is %s releases its reservation', async (_, stop) => {
  const budgetId = await budgetOf(5_000_000)
  const training = await start('given-back')
  await stop(training)
  await check(training)
  expect(await spendsOf(budgetId)).toMatchObject({ spentMicros: 0, reservedMicros: 0 })
})

test('a failed training without reported tokens has an unknown cost', async () => {
  const training = await start('broken-off')
  await check(training)
  Object.assign(fake.jobs[0] ?? {}, { status: 'failed', error: { code: 'x', message: 'Broke.' } })
  await check(training)
  await callLedger(studio.system.db).flush()
  const rows = await studio.system.db
    .select()
    .from(modelCalls)
    .where(eq(modelCalls.trainingJobId, training.trainingJobId))
  expect(rows.map(({ outcome, costMicros }) => [outcome, costMicros])).toEqual([
    ['ok', 0],
    ['ok', 0],
    ['failed', null],
  ])
})
