import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { modelCalls } from '@/lib/db/schema/model-calls'
import { connections } from '@/lib/db/schema/models'
import { runs } from '@/lib/db/schema/runs'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { raiseAlert } from './raise-alert'

let studio: TestStudio
let owner: TestPerson
let viewer: TestPerson
let stranger: TestPerson
let appId: string

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  viewer = await studio.signUp('viewer', owner.workspaceId)
  stranger = await studio.signUp('owner')
  appId = (await fillWorkspace(studio.system, owner.workspaceId)).appId
})
afterAll(() => studio.close())

async function call(person: TestPerson, method: string, path: string, body?: object) {
  const response = await studio.call({ method, path: `/api/studio/inbox${path}`, body, person })
  expect(response.status).toBe(200)
  return response.json()
}

/** An id that contains the time, so that the run appears at that time. */
function idAt(endedAt: Date): string {
  const hex = endedAt.getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}${newId().slice(13)}`
}

async function addFailedRun(error: string, minutesAgo: number, origin: 'api' | 'studio' = 'api') {
  const endedAt = new Date(Date.now() - minutesAgo * 60_000)
  const id = idAt(endedAt)
  await studio.system.db.insert(runs).values({
    id,
    workspaceId: owner.workspaceId,
    appId,
    planHash: 'h',
    origin,
    status: 'failed',
    error,
    errorCode: 'TOOL_FAILED',
    preview: '',
    inputs: {},
    labels: {},
    createdAt: endedAt,
    endedAt,
  })
  return id
}

test('does not list or count a draft that failed in the studio', async () => {
  await addFailedRun('Seen on the canvas.', 5, 'studio')
  expect((await call(owner, 'GET', '/failures')).failures).toEqual([])
  expect(await call(owner, 'GET', '/count')).toMatchObject({ failures: 0 })
})

test('groups failures of a week by error; a seen item is new again when it recurs', async () => {
  await addFailedRun('The door is shut.', 30)
  await addFailedRun('The door is shut.', 20)
  await addFailedRun('Out of ink.', 10)
  await addFailedRun('Long ago.', 60 * 24 * 8)
  const { failures } = await call(owner, 'GET', '/failures')
  expect(failures).toMatchObject([
    { message: 'Out of ink.', count: 1, isSeen: false },
    { message: 'The door is shut.', count: 2, isSeen: false, app: { id: appId } },
  ])
  expect((await call(owner, 'GET', '/failures?sort=count&search=DOOR')).failures).toMatchObject([{ count: 2 }])
  await call(owner, 'POST', '/seen', { items: failures.map(({ item }: { item: string }) => item) })
  expect(await call(owner, 'GET', '/count')).toMatchObject({ failures: 0 })
  // Each person has their own inbox, per workspace.
  expect(await call(viewer, 'GET', '/count')).toMatchObject({ failures: 2, approvals: 0 })
  expect((await call(stranger, 'GET', '/failures')).failures).toEqual([])
  const lastRunId = await addFailedRun('Out of ink.', -1)
  expect(await call(owner, 'GET', '/count')).toMatchObject({ failures: 1 })
  // Names the connection that failed in the last run, so that it can be fixed.
  const { db } = studio.system
  const [connection] = await db
    .insert(connections)
    .values({ id: newId(), workspaceId: owner.workspaceId, name: 'Far away', provider: 'openai' })
    .returning()
  const details = { workspaceId: owner.workspaceId, runId: lastRunId, origin: 'api', provider: 'openai' }
  await db.insert(modelCalls).values(
    (['ok', 'failed'] as const).map((outcome) => ({
      ...details,
      id: newId(),
      connectionId: connection?.id ?? '',
      model: outcome,
      outcome,
      durationMs: 1,
      ability: 'chat' as const,
    })),
  )
  const { failures: named } = await call(owner, 'GET', '/failures')
  expect(named.map((group: { connection: unknown }) => group.connection)).toEqual([
    { id: connection?.id, name: 'Far away' },
    null,
  ])
})

test('a repeated alert increments a count and is new to everyone', async () => {
  const alert = {
    workspaceId: owner.workspaceId,
    kind: 'run-given-up',
    title: verbatim('Given up'),
    message: verbatim('Five times.'),
  } as const
  await raiseAlert(studio.system.db, { ...alert, key: 'a' })
  await raiseAlert(studio.system.db, { ...alert, key: 'b', title: verbatim('Another') })
  const { alerts } = await call(owner, 'GET', '/alerts')
  expect(alerts).toMatchObject([
    { title: 'Another', count: 1, isSeen: false },
    { title: 'Given up', count: 1, isSeen: false },
  ])
  const page = await call(owner, 'GET', `/alerts?limit=1&cursor=${alerts[0].id}`)
  expect(page).toMatchObject({ alerts: [{ title: 'Given up' }], nextCursor: null })
  await call(owner, 'POST', '/seen', { items: alerts.map(({ item }: { item: string }) => item) })
  expect(await call(owner, 'GET', '/count')).toMatchObject({ alerts: 0 })
  expect(await call(viewer, 'GET', '/count')).toMatchObject({ alerts: 2 })
  await raiseAlert(studio.system.db, { ...alert, key: 'a', message: verbatim('Again.') })
  expect(await call(owner, 'GET', '/count')).toMatchObject({ alerts: 1 })
  expect((await call(owner, 'GET', '/alerts?search=again')).alerts).toMatchObject([
    { message: 'Again.', count: 2, isSeen: false },
  ])
  expect((await call(stranger, 'GET', '/alerts')).alerts).toEqual([])
})
