import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import type { JsonObject } from '@/lib/core/json'
import { auditEvents } from '@/lib/db/schema/people'
import { processes, runs } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { dropSingleton } from '@/lib/platform/singleton'
import { cancelRun } from '@/lib/runs/drive/cancel-run'
import { processId } from '@/lib/runs/drive/process-id'
import { claimAndDrive } from '@/lib/runs/drive/resume-run'
import { startRun } from '@/lib/runs/drive/start-run'
import { activeRuns } from '@/lib/runs/log/active-runs'
import { answerDueInputs } from './answer-due-inputs'

let studio: TestStudio
let owner: TestPerson
let runner: TestPerson
let viewer: TestPerson
let stranger: TestPerson
let appId: string

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  runner = await studio.signUp('runner', owner.workspaceId)
  viewer = await studio.signUp('viewer', owner.workspaceId)
  stranger = await studio.signUp('owner')
  const rows = await fillWorkspace(studio.system, owner.workspaceId)
  appId = rows.appId
  await studio.system.db.delete(waits).where(eq(waits.id, rows.waitId))
  await studio.system.db.insert(processes).values({ id: processId(), role: 'all', host: 'here' })
})
beforeEach(() => dropSingleton('approval-link-tries'))
afterAll(() => studio.close())

const nodeDefaults = { position: { x: 0, y: 0 }, version: 1 }
const FIELDS = [
  { name: 'tone', label: 'Tone', type: 'choice', required: true, options: ['kind', 'short'] },
  { name: 'amount', label: 'Amount', type: 'number', required: false },
]

/** Input, an approval, an answer for each outcome. */
function graphOf(config: JsonObject): Graph {
  return {
    ...emptyGraph(),
    nodes: [
      { id: 'input', type: 'input', label: 'Input', config: {}, ...nodeDefaults },
      {
        id: 'ask',
        type: 'approval',
        label: 'Ask',
        config: { title: 'Send {{input.message}}?', ...config },
        ...nodeDefaults,
      },
      { id: 'yes', type: 'template', label: 'Yes', config: { text: 'sent: {{ask.approved}}' }, ...nodeDefaults },
      {
        id: 'no',
        type: 'template',
        label: 'No',
        config: { text: 'kept: {{ask.rejected}} ({{ask.comment}})' },
        ...nodeDefaults,
      },
      { id: 'answer', type: 'answer', label: 'Answer', config: {}, ...nodeDefaults },
    ],
    edges: [
      { id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'ask', port: 'content' } },
      { id: 'e2', from: { node: 'yes', port: 'text' }, to: { node: 'answer', port: 'text' } },
      { id: 'e3', from: { node: 'no', port: 'text' }, to: { node: 'answer', port: 'text' } },
    ],
  }
}

interface StartedApproval {
  runId: string
  waitId: string
}

async function request(config: JsonObject = {}, startedBy?: string): Promise<StartedApproval> {
  const { runId } = await startRun({
    system: studio.system,
    workspaceId: owner.workspaceId,
    appId,
    graph: graphOf(config),
    version: null,
    origin: 'studio',
    inputs: { message: 'the mail' },
    history: [],
    ...(startedBy === undefined ? {} : { startedBy }),
  })
  await expect.poll(() => statusOf(runId), { timeout: 5_000 }).toBe('paused')
  const [wait] = await studio.system.db.select().from(waits).where(eq(waits.runId, runId))
  return { runId, waitId: wait?.id ?? expect.unreachable('no wait') }
}

const statusOf = async (runId: string) => (await rowOf(runId)).status
const rowOf = async (runId: string) =>
  (await studio.system.db.select().from(runs).where(eq(runs.id, runId)))[0] ?? expect.unreachable('no run')

/** Runs the job as a worker does. */
async function finish({ runId }: StartedApproval) {
  expect(activeRuns().has(runId)).toBe(false)
  await (await claimAndDrive(studio.system, { runId, workspaceId: owner.workspaceId }))?.done
  return rowOf(runId)
}

async function call(person: TestPerson | null, method: string, path: string, body?: object) {
  const response = await studio.call({ method, path, body, ...(person ? { person } : {}) })
  return { status: response.status, body: await response.json() }
}
const answer = (person: TestPerson, { waitId }: StartedApproval, body: object) =>
  call(person, 'POST', `/api/studio/waits/${waitId}/answer`, body)
const YES = { decision: 'approved' }

test('an approval by another member lets the run continue to its end, and the audit trail names them', async () => {
  const paused = await request({ message: '## Is *it* **fine**?' }, owner.userId)
  const mine = await call(runner, 'GET', '/api/studio/waits?filter=mine')
  const listed = mine.body.waits.find((wait: { id: string }) => wait.id === paused.waitId)
  expect(listed.about).toBe('the mail Is it fine?')
  const view = await call(runner, 'GET', `/api/studio/waits/${paused.waitId}`)
  expect(view.body).toMatchObject({ title: 'Send the mail?', context: 'the mail', mayAnswer: 'yes' })
  const answered = await answer(runner, paused, { ...YES, comment: 'fine' })
  expect(answered.body).toMatchObject({
    already: false,
    answer: { decision: 'approved', by: 'runner', comment: 'fine' },
  })
  expect(studio.sentJobs).toContainEqual(
    expect.objectContaining({ kind: 'drive-run', data: expect.objectContaining({ runId: paused.runId }) }),
  )
  expect(await finish(paused)).toMatchObject({ status: 'succeeded', outputs: { text: 'sent: the mail' } })
  const trail = await studio.system.db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.subject, `wait:${paused.waitId}`))
  expect(trail).toMatchObject([{ action: 'approval.answer', actorId: runner.userId }])
})

test('of twenty concurrent answers one counts, and the others receive it', async () => {
  const paused = await request()
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      answer(index % 2 === 0 ? owner : runner, paused, {
        decision: index % 3 === 0 ? 'rejected' : 'approved',
        comment: String(index),
      }),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
  expect(answers.filter(({ body }) => !body.already)).toHaveLength(1)
  expect(new Set(answers.map(({ body }) => JSON.stringify(body.answer))).size).toBe(1)
  await finish(paused)
  const laterAnswer = await answer(owner, paused, { decision: 'rejected' })
  expect(laterAnswer.body).toMatchObject({ already: true, answer: answers[0]?.body.answer })
})

test('the person who started the run may not answer where a second person is required', async () => {
  const paused = await request({ needsSecondPerson: true }, owner.userId)
  expect(await answer(owner, paused, YES)).toMatchObject({
    status: 403,
    body: { error: { message: 'You started this run, so someone else must answer.' } },
  })
  const mine = await call(owner, 'GET', '/api/studio/waits?filter=mine')
  expect(JSON.stringify(mine.body)).not.toContain(paused.waitId)
  expect((await answer(runner, paused, YES)).status).toBe(200)
})

test('accepts answers of assigned people, of assigned roles, and of roles above them', async () => {
  const named = await request({ userIds: [owner.userId] })
  expect((await answer(runner, named, YES)).status).toBe(403)
  expect((await call(runner, 'GET', `/api/studio/waits/${named.waitId}`)).body.mayAnswer).toBe('assignees')
  expect((await answer(owner, named, YES)).status).toBe(200)
  const byRole = await request({ roles: ['editor'] })
  expect((await answer(runner, byRole, YES)).status).toBe(403)
  expect((await call(runner, 'GET', '/api/studio/waits')).body.waits).not.toContainEqual(
    expect.objectContaining({ id: byRole.waitId }),
  )
  expect((await call(owner, 'GET', '/api/studio/waits')).body.waits).toContainEqual(
    expect.objectContaining({ id: byRole.waitId }),
  )
  expect((await answer(owner, byRole, YES)).status).toBe(200)
})

test('viewers can read questions but not answer them; another workspace does not find them', async () => {
  const paused = await request()
  expect((await call(viewer, 'GET', `/api/studio/waits/${paused.waitId}`)).body.mayAnswer).toBe('role')
  expect((await answer(viewer, paused, YES)).status).toBe(403)
  expect((await call(viewer, 'GET', '/api/studio/waits')).body.waits).toEqual([])
  expect((await call(stranger, 'GET', `/api/studio/waits/${paused.waitId}`)).status).toBe(404)
  expect((await answer(stranger, paused, YES)).status).toBe(404)
  expect((await call(stranger, 'GET', '/api/studio/waits?filter=all')).body.waits).toEqual([])
  expect(await statusOf(paused.runId)).toBe('paused')
})

test('validates the form; a rejection may leave it empty', async () => {
  const paused = await request({ fields: FIELDS })
  const empty = await answer(owner, paused, YES)
  expect(empty.status).toBe(400)
  expect(empty.body.error.message).toBe('Tone: Fill this in.')
  const invalidAnswer = await answer(owner, paused, { ...YES, values: { tone: 'loud', amount: 'ten', other: 1 } })
  expect(invalidAnswer.body.error.details.map(({ path }: { path: string[] }) => path.join('.')).sort()).toEqual([
    'values.amount',
    'values.other',
    'values.tone',
  ])
  expect((await answer(owner, paused, { decision: 'rejected', comment: 'too early' })).status).toBe(200)
  expect((await finish(paused)).outputs).toEqual({ text: 'kept: the mail (too early)' })
})

test('rejects an answer to a stopped run with an explanation', async () => {
  const paused = await request()
  await cancelRun(studio.system, { runId: paused.runId, workspaceId: owner.workspaceId })
  expect(await statusOf(paused.runId)).toBe('cancelled')
  const lateAnswer = await answer(owner, paused, YES)
  expect(lateAnswer.status).toBe(409)
  expect(lateAnswer.body.error.message).toContain('was stopped before anyone answered')
})

test.each([
  ['reject', 'succeeded', 'kept: the mail ()'],
  ['approve', 'succeeded', 'sent: the mail'],
  ['fail', 'failed', undefined],
])('applies the rule to %s when the deadline passes without an answer', async (onDue, status, text) => {
  const paused = await request({ deadlineHours: 2, onDue })
  expect(await answerDueInputs(studio.system, new Date(Date.now() + 1.9 * 3_600_000))).toBe(0)
  expect(await answerDueInputs(studio.system, new Date(Date.now() + 2.1 * 3_600_000))).toBe(1)
  const run = await finish(paused)
  expect([run.status, run.outputs?.text, run.errorCode]).toEqual([status, text, status === 'failed' ? 'TIMEOUT' : null])
  const lateAnswer = await answer(owner, paused, YES)
  expect(lateAnswer.body).toMatchObject({ already: true, answer: { by: 'deadline' } })
})

test('rejects answers after the deadline, before it was processed', async () => {
  const paused = await request({ deadlineHours: 2 })
  await studio.system.db
    .update(waits)
    .set({ dueAt: new Date(Date.now() - 1_000) })
    .where(eq(waits.id, paused.waitId))
  expect((await answer(owner, paused, YES)).body.error).toMatchObject({ code: 'CONFLICT' })
})

async function linkTo({ waitId }: StartedApproval): Promise<string> {
  const created = await call(owner, 'POST', `/api/studio/waits/${waitId}/link`)
  expect(created.status).toBe(200)
  return String(created.body.url).split('/approve/')[1] ?? ''
}
const readLink = (token: string) => call(null, 'POST', '/api/studio/approval-links/read', { token })
const answerLink = (token: string, body: object) =>
  call(null, 'POST', '/api/studio/approval-links/answer', { token, ...body })

test('a link answers its question without an account, once', async () => {
  const paused = await request({ fields: FIELDS })
  const token = await linkTo(paused)
  expect((await readLink(token)).body).toMatchObject({ access: 'open', status: 'waiting', context: 'the mail' })
  expect(await statusOf(paused.runId)).toBe('paused')
  expect((await answerLink(token, YES)).status).toBe(400)
  const answered = await answerLink(token, { ...YES, values: { tone: 'kind' } })
  expect(answered.body).toMatchObject({ already: false, answer: { by: 'link' } })
  expect((await answerLink(token, { decision: 'rejected' })).body).toMatchObject({
    already: true,
    answer: { decision: 'approved' },
  })
  expect((await readLink(token)).body).toMatchObject({ status: 'answered' })
})

test('forged, changed, foreign and expired links all look the same and do nothing', async () => {
  const paused = await request()
  const token = await linkTo(paused)
  const [kid = '', expires = '', payload = '', signature = ''] = token.split('.')
  const other = Buffer.from(JSON.stringify({ wait: paused.waitId, workspace: stranger.workspaceId })).toString(
    'base64url',
  )
  const claims = { wait: paused.waitId, workspace: owner.workspaceId }
  const invalidTokens = [
    'x',
    `${kid}.${expires}.${payload}.${'A'.repeat(43)}`,
    `${kid}.${Number(expires) + 1}.${payload}.${signature}`,
    `${kid}.${expires}.${other}.${signature}`,
    `k9.${expires}.${payload}.${signature}`,
    // Signed by us, for something else.
    studio.system.links.sign(claims, 60),
    studio.system.widgetTokens.sign(claims, 60),
    // The right key, but another workspace's name, a missing question, or an expired one.
    studio.system.approvalLinks.sign({ ...claims, workspace: stranger.workspaceId }, 60),
    studio.system.approvalLinks.sign({ ...claims, wait: paused.runId }, 60),
    studio.system.approvalLinks.sign(claims, -1),
  ]
  const answers = await Promise.all(invalidTokens.flatMap((link) => [readLink(link), answerLink(link, YES)]))
  expect(new Set(answers.map(({ status, body }) => `${status} ${body.error.code} ${body.error.message}`)).size).toBe(1)
  expect(answers[0]?.status).toBe(404)
  expect(await statusOf(paused.runId)).toBe('paused')
})

test('a link to a question for certain people shows and answers nothing', async () => {
  const paused = await request({ userIds: [owner.userId] })
  expect((await call(owner, 'POST', `/api/studio/waits/${paused.waitId}/link`)).status).toBe(409)
  const token = studio.system.approvalLinks.sign({ wait: paused.waitId, workspace: owner.workspaceId }, 60)
  expect((await readLink(token)).body).toEqual({ access: 'sign-in', waitId: paused.waitId })
  expect((await answerLink(token, YES)).status).toBe(403)
})

test('rate-limits guessing of links', async () => {
  const tries = []
  for (let index = 0; index < 32; index += 1) {
    const headers = { 'x-test-socket': '203.0.113.9' }
    const path = '/api/studio/approval-links/read'
    tries.push((await studio.call({ method: 'POST', path, body: { token: `x${index}` }, headers })).status)
  }
  expect(tries.at(-1)).toBe(429)
})

test('a question with an address queues a message to it in the same commit', async () => {
  const paused = await request({ webhookUrl: 'https://hooks.example/approvals' })
  expect(studio.sentJobs).toContainEqual({
    kind: 'tell-approval',
    data: { waitId: paused.waitId, workspaceId: owner.workspaceId },
  })
})

test('pages, sorts, searches and filters the list', async () => {
  const first = await request({ title: 'Needle one', deadlineHours: 5 })
  const second = await request({ title: 'Needle two', deadlineHours: 1 })
  const third = await request({ title: 'Needle three' })
  const titles = async (query: string) =>
    (await call(owner, 'GET', `/api/studio/waits?search=needle&${query}`)).body.waits.map(
      (wait: { title: string }) => wait.title,
    )
  expect(await titles('sort=newest')).toEqual(['Needle three', 'Needle two', 'Needle one'])
  expect(await titles('sort=due')).toEqual(['Needle two', 'Needle one', 'Needle three'])
  expect(await titles(`sort=due&limit=1&cursor=${second.waitId}`)).toEqual(['Needle one'])
  expect(await titles(`sort=newest&cursor=${second.waitId}`)).toEqual(['Needle one'])
  expect(await titles(`runId=${third.runId}`)).toEqual(['Needle three'])
  await answer(owner, first, YES)
  expect(await titles('filter=answered')).toEqual(['Needle one'])
})
