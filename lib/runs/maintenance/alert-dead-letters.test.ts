import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { apps } from '@/lib/db/schema/apps'
import { modelChecks } from '@/lib/db/schema/governance'
import { alerts } from '@/lib/db/schema/inbox'
import { registeredModels, trainingJobs } from '@/lib/db/schema/training'
import { visitorRequests } from '@/lib/db/schema/widget'
import { emptyGraph } from '@/lib/graph/graph'
import type { NewDeadLetter } from '@/lib/jobs/queue-inspector'
import { jobKinds } from '../system/job-kinds'
import { alertDeadLetters, deadLetterTitle } from './alert-dead-letters'

let studio: TestStudio
beforeAll(async () => {
  studio = await createTestStudio()
})
afterAll(() => studio.close())

test('alerts about permanently failed jobs once per cause over all processes, with the page for retrying', async () => {
  const { workspaceId } = await studio.signUp('owner')
  const letter = (atMicros: number, overrides: Partial<NewDeadLetter> = {}): NewDeadLetter => ({
    workspaceId,
    kind: 'send-callback',
    reason: 'The address answered 503.',
    reasonRef: null,
    atMicros,
    data: {},
    ...overrides,
  })
  const dead = [
    letter(1),
    letter(2),
    letter(3, { reason: 'No such host.', reasonRef: null }),
    letter(4, { workspaceId: newId() }),
  ]
  const { inspector } = studio.system.jobs
  inspector.newDeadLetters = async (after) => dead.filter(({ atMicros }) => atMicros > after)
  const counts = await Promise.all([1, 2, 3].map(() => alertDeadLetters(studio.system)))
  expect(counts.toSorted()).toEqual([0, 0, 4])
  const raised = async () =>
    (await studio.system.db.select().from(alerts)).map(({ message, count }) => [message, count])
  expect((await raised()).toSorted()).toEqual([
    [expect.stringContaining('No such host.'), 1],
    [expect.stringContaining('The address answered 503.'), 1],
  ])
  dead.push(letter(5))
  expect([await alertDeadLetters(studio.system), await alertDeadLetters(studio.system)]).toEqual([1, 0])
  const [first] = (await studio.system.db.select().from(alerts)).filter(({ count }) => count === 2)
  expect(first).toMatchObject({
    workspaceId,
    kind: 'dead-letter',
    title: 'A result could not be delivered',
    link: '/settings?tab=queue',
  })
})

test('ends a check and a training whose job failed permanently, with a reason; others stay unchanged', async () => {
  const { workspaceId } = await studio.signUp('owner')
  const { db } = studio.system
  const [checkId, otherId, modelId, trainingJobId] = [newId(), newId(), newId(), newId()]
  const check = { workspaceId, connectionId: 'c', model: 'm', kind: 'speed', settings: {}, status: 'running' } as const
  await db.insert(modelChecks).values([
    { ...check, id: checkId },
    { ...check, id: otherId },
  ])
  await db.insert(registeredModels).values({ id: modelId, workspaceId, name: 'mine', kind: 'classifier' })
  const training = { workspaceId, modelId, kind: 'classifier', status: 'running', settings: {} } as const
  await db.insert(trainingJobs).values({ ...training, id: trainingJobId, validation: {} })
  const atMicros = 10
  studio.system.jobs.inspector.newDeadLetters = async () => [
    {
      workspaceId,
      kind: 'check-model',
      reason: 'job timed out',
      reasonRef: null,
      atMicros,
      data: { workspaceId, checkId },
    },
    {
      workspaceId,
      kind: 'train-classifier',
      reason: '',
      reasonRef: null,
      atMicros,
      data: { workspaceId, trainingJobId },
    },
    { workspaceId, kind: 'check-model', reason: '', reasonRef: null, atMicros, data: { wrong: true } },
  ]
  expect(await alertDeadLetters(studio.system)).toBe(3)
  const rows = await db.select().from(modelChecks)
  const stateOf = (id: string) => rows.find((row) => row.id === id)
  expect(stateOf(checkId)).toMatchObject({
    status: 'failed',
    error: 'job timed out. This was interrupted repeatedly and is not retried. Start it again.',
    endedAt: expect.any(Date),
  })
  expect(stateOf(otherId)?.status).toBe('running')
  const [job] = await db.select().from(trainingJobs)
  expect(job).toMatchObject({ status: 'failed', error: expect.stringContaining('Start it again.') })
})

test('every kind of job describes its failure, and where to start it again', async () => {
  expect(jobKinds.filter(({ name }) => deadLetterTitle(name) === null)).toEqual([])
  const { workspaceId } = await studio.signUp('owner')
  const letter = { workspaceId, reason: 'job timed out', reasonRef: null, data: {}, atMicros: 20 }
  studio.system.jobs.inspector.newDeadLetters = async () => [
    { ...letter, kind: 'run-lab' },
    { ...letter, kind: 'sync-source' },
    { ...letter, kind: 'of an older version' },
  ]
  expect(await alertDeadLetters(studio.system)).toBe(3)
  const raised = (await studio.system.db.select().from(alerts)).filter((alert) => alert.workspaceId === workspaceId)
  expect(raised.map(({ title, message, link }) => [title, message.slice(14), link]).toSorted()).toEqual([
    ['A job failed permanently', expect.stringContaining('under Settings, Queue.'), '/settings?tab=queue'],
    ['A source could not be synced', expect.stringContaining('under Settings, Queue.'), '/settings?tab=queue'],
    ['An experiment of the retrieval lab failed', expect.stringContaining('then start it again.'), '/knowledge'],
  ])
  expect(raised[0]?.message).toMatch(/^job timed out\. It is not retried automatically/)
})

test('the queue page links to where a job is started again, and retries those that can be retried', async () => {
  const person = await studio.signUp('owner')
  const failedAt = new Date()
  const letter = { reason: 'Gone.', reasonRef: null, tries: 3, data: {}, sentAt: failedAt, failedAt: failedAt }
  studio.system.jobs.inspector.deadLetters = async () => [
    { ...letter, id: newId(), kind: 'run-lab' },
    { ...letter, id: newId(), kind: 'sync-source' },
  ]
  const response = await studio.call({ method: 'GET', path: '/api/studio/queue', person })
  expect(response.status).toBe(200)
  const letters: { kind: string; beginAnewAt: string | null }[] = (await response.json()).deadLetters
  expect(letters.map(({ kind, beginAnewAt }) => [kind, beginAnewAt])).toEqual([
    ['run-lab', '/knowledge'],
    ['sync-source', null],
  ])
})

test('alerts separately about two apps whose visitor requests fail for the same reason', async () => {
  const { workspaceId } = await studio.signUp('owner')
  const { db } = studio.system
  const listAlerts = async (name: string) => {
    const [appId, id] = [newId(), newId()]
    await db.insert(apps).values({ id: appId, workspaceId, name, kind: 'chat', draft: emptyGraph() })
    const left = { values: {}, runIds: [] as string[], kind: 'lead' as const, delivery: 'retrying' as const }
    await db.insert(visitorRequests).values({ ...left, id, workspaceId, appId, endUser: 'v', origin: '' })
    return { appId, id }
  }
  const [shop, desk] = [await listAlerts('Shop'), await listAlerts('Desk')]
  const letter = (id: string): NewDeadLetter => ({
    workspaceId,
    kind: 'tell-visitor-request',
    reason: 'hooks.example answered 503.',
    reasonRef: null,
    atMicros: 30,
    data: { id, workspaceId },
  })
  // The last letter is for a deleted request.
  studio.system.jobs.inspector.newDeadLetters = async () => [shop.id, shop.id, desk.id, newId()].map(letter)
  expect(await alertDeadLetters(studio.system)).toBe(4)
  const raised = (await db.select().from(alerts)).filter((alert) => alert.workspaceId === workspaceId)
  expect(raised.map(({ link, count }) => [link, count]).toSorted()).toEqual(
    [
      [`/apps/${shop.appId}/conversations?tab=visitors`, 1],
      [`/apps/${desk.appId}/conversations?tab=visitors`, 1],
      ['/settings?tab=queue', 1],
    ].toSorted(),
  )
})
