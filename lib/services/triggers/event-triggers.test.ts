import { createHmac } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { triggers } from '@/lib/db/schema/automations'
import { alerts } from '@/lib/db/schema/inbox'
import { runs } from '@/lib/db/schema/runs'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { chatApp } from '@/lib/nodes/testing/run-app'
import type { CallPlugin } from '../integrations/call-plugin'
import type { System } from '../system'
import { PollJobData } from './poll-job'
import { pollTrigger, pollTriggers } from './poll-triggers'

const SECRET = 'It is a Secret to Everybody'
let app: TestApp
beforeAll(async () => {
  app = await createTestApp('triggered', chatApp([], ['in.message -> out.text']))
})
afterAll(() => app.close())
beforeEach(async () => {
  app.studio.sentJobs.length = 0
  await app.studio.system.db.delete(triggers)
  await app.studio.system.db.delete(runs)
})

async function add(overrides: Partial<typeof triggers.$inferInsert>): Promise<string> {
  const id = newId()
  const { system } = app.studio
  const { workspaceId } = app.person
  await system.db.insert(triggers).values({
    id,
    workspaceId,
    appId: app.appId,
    name: 'New',
    auth: 'signature',
    last4: 'body',
    publicId: 'a'.repeat(22),
    encryptedSecret: await system.keyring.seal(system.db, { workspaceId, id, type: 'trigger' }, SECRET),
    mapping: { kind: 'fields', fields: [{ input: 'message', path: 'title' }] },
    ...overrides,
  })
  return id
}
const readTrigger = async (id: string) =>
  (await app.studio.system.db.select().from(triggers).where(eq(triggers.id, id)))[0] ?? expect.unreachable('no trigger')
const messages = async () =>
  (await app.studio.system.db.select().from(runs).orderBy(asc(runs.id))).map(({ inputs }) => inputs.message)

const ISSUE = {
  action: 'opened',
  issue: {
    id: 73464126,
    number: 73,
    title: 'Spelling error in the README file',
    body: null,
    html_url: 'https://github.com/o/r/issues/73',
    user: { login: 'octocat' },
    created_at: '2026-01-31T00:00:00Z',
  },
  repository: { full_name: 'o/r' },
}

function deliver(value: JsonObject, { event = 'issues', secret = SECRET, delivery = newId() } = {}) {
  const body = JSON.stringify(value)
  const signature = createHmac('sha256', secret).update(body).digest('hex')
  return app.router.request(`/hooks/${'a'.repeat(22)}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': delivery,
      'x-hub-signature-256': `sha256=${signature}`,
    },
    body,
  })
}
const onIssue = { plugin: 'github', event: 'issue-opened', values: { owner: 'o', repo: 'r' } }

test('starts one run for an opened issue, whatever the id of the delivery', async () => {
  await add(onIssue)
  expect((await deliver(ISSUE)).status).toBe(200)
  await deliver(ISSUE)
  await deliver({ ...ISSUE, action: 'closed' })
  await deliver({ zen: 'Design for failure.' }, { event: 'ping' })
  expect(await messages()).toEqual(['Spelling error in the README file'])
})

test('rejects a wrong signature without a run', async () => {
  await add(onIssue)
  expect((await deliver(ISSUE, { secret: 'other' })).status).toBe(401)
  expect(await messages()).toEqual([])
})

test('keeps the next event as the sample, and runs it on request', async () => {
  const id = await add(onIssue)
  await app.request('POST', `/api/studio/triggers/${id}/capture`, { on: true })
  expect(await (await deliver(ISSUE)).json()).toEqual({ status: 'captured' })
  expect(await messages()).toEqual([])
  expect((await readTrigger(id)).sample).toMatchObject({ number: 73, author: 'octocat' })
  await app.request('POST', `/api/studio/triggers/${id}/sample-run`)
  await deliver({ ...ISSUE, issue: { ...ISSUE.issue, id: 2, title: 'Next' } })
  expect(await messages()).toEqual(['Spelling error in the README file', 'Next'])
})

test('maps the documented event, then the captured one, to inputs of the draft', async () => {
  const id = await add(onIssue)
  const path = `/api/studio/triggers/${id}/sample-inputs`
  const documented = z.object({ inputs: z.object({ message: z.string() }) }).parse(await app.request('GET', path))
  await app.request('POST', `/api/studio/triggers/${id}/capture`, { on: true })
  await deliver(ISSUE)
  expect(await app.request('GET', path)).toEqual({ inputs: { message: 'Spelling error in the README file' } })
  expect(documented.inputs.message).not.toBe('Spelling error in the README file')
  expect(await messages()).toEqual([])
})

test('accepts an event of a stopped app and records why it was skipped', async () => {
  const id = await add({ ...onIssue, mapping: { kind: 'fields', fields: [{ input: 'gone', path: 'title' }] } })
  expect((await deliver(ISSUE)).status).toBe(200)
  expect((await readTrigger(id)).lastError).toContain('gone')
})

/** A service with numbered events; the cursor is the last known number. */
function service(count: number): CallPlugin {
  return async (_system, { input }) => {
    const after =
      typeof input.cursor === 'object' && input.cursor && 'n' in input.cursor ? Number(input.cursor.n) : null
    if (after === null) return { events: [], cursor: { n: 0 } }
    const next = Array.from({ length: Math.min(100, count - after) }, (_, index) => after + 1 + index)
    const events: Json[] = next.map((n) => ({ id: `e${n}`, data: { title: `Event ${n}` } }))
    return { events, cursor: { n: next.at(-1) ?? after } }
  }
}
const onRow = {
  plugin: 'google-sheets',
  event: 'row-added',
  intervalSeconds: 300,
  nextPollAt: new Date(0),
  values: { spreadsheet: 's'.repeat(30), sheet: 'Sheet1' },
}
const poll = (system: System, id: string, call: CallPlugin) =>
  pollTrigger(system, { triggerId: id, workspaceId: app.person.workspaceId }, AbortSignal.timeout(10_000), call)

test('claims each due trigger once, and moves its time', async () => {
  const id = await add(onRow)
  const { system, sentJobs } = app.studio
  expect(await Promise.all([pollTriggers(system), pollTriggers(system)])).toContain(1)
  expect(sentJobs.map(({ data }) => PollJobData.parse(data).triggerId)).toEqual([id])
  const delay = ((await readTrigger(id)).nextPollAt?.getTime() ?? 0) - Date.now()
  expect(delay).toBeGreaterThan(290_000)
})

test('loses and repeats none of 1,000 events, with crashes around the commit and two processes at once', async () => {
  const id = await add(onRow)
  const { system } = app.studio
  const call = service(1_000)
  // The first poll only stores where to begin.
  await poll(system, id, call)
  expect(await messages()).toEqual([])
  let crashes = 0
  /** Simulates that the process ends while the transaction is open: nothing of it may remain. */
  const crashing: System = {
    ...system,
    runs: {
      ...system.runs,
      enqueue: async (request) => {
        if (++crashes % 37 === 0) throw new Error('killed')
        return system.runs.enqueue(request)
      },
    },
  }
  for (let turn = 0; turn < 6; turn++) {
    await poll(crashing, id, call).catch(() => {})
    // Both processes read the cursor before one of them stores the next.
    await Promise.all([poll(system, id, call), poll(system, id, call)])
  }
  while ((await messages()).length < 1_000) await poll(system, id, call)
  await poll(system, id, call)
  expect(await messages()).toEqual(Array.from({ length: 1_000 }, (_, index) => `Event ${index + 1}`))
  expect(crashes).toBeGreaterThan(36)
}, 120_000)

test('doubles the interval after three failures, and alerts once', async () => {
  const id = await add(onRow)
  const failing: CallPlugin = async () => {
    throw new AppError('UNAVAILABLE', verbatim('Google is down.'))
  }
  for (let turn = 0; turn < 5; turn++) await poll(app.studio.system, id, failing)
  const row = await readTrigger(id)
  expect(row).toMatchObject({ failures: 5, lastError: 'Google is down.' })
  expect((row.nextPollAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(2_000_000)
  expect(await app.studio.system.db.select().from(alerts)).toMatchObject([{ count: 1 }])
  await poll(app.studio.system, id, service(0))
  expect(await readTrigger(id)).toMatchObject({ failures: 0, lastError: null })
})
