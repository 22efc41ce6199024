import { and, eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { defineContract } from '@/lib/contracts/contract'
import { members, sessions } from '@/lib/db/schema/auth'
import { route } from '../studio/studio-route'
import { createStudioRouter } from '../studio/studio-router'
import { createTestStudio, type TestPerson, type TestStudio } from '../testing/test-studio'

const contract = (access: 'viewer' | 'runner') =>
  defineContract({
    name: `endless.${access}`,
    method: 'GET',
    path: `/api/studio/endless/${access}`,
    access,
    response: z.unknown(),
    responseKind: 'events',
  })
const endless = async () => ({
  runId: 'run',
  async *events(signal: AbortSignal) {
    yield { id: '1', event: 'hello', data: 1 }
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
  },
})

let studio: TestStudio
beforeAll(async () => {
  studio = await createTestStudio()
})
afterAll(() => studio.close())
beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

/** An open stream that has sent its first event. */
async function openStream(person: TestPerson, access: 'viewer' | 'runner' = 'viewer') {
  const routes = [route(contract('viewer'), endless), route(contract('runner'), endless)]
  const router = createStudioRouter(studio.system, routes, () => 'test')
  const headers = { cookie: person.cookie }
  const response = await router.request(`http://localhost:3000/api/studio/endless/${access}`, { headers })
  const reader = response.body?.getReader()
  await reader?.read()
  const state = { open: true, ended: Promise.resolve() }
  state.ended = (async () => {
    while (!(await reader?.read())?.done);
    state.open = false
  })()
  return { status: response.status, state, close: () => reader?.cancel() }
}

const aSecondLater = () => vi.advanceTimersByTimeAsync(1_000)
const removeElsewhere = ({ userId, workspaceId }: TestPerson) =>
  studio.system.db.delete(members).where(and(eq(members.userId, userId), eq(members.workspaceId, workspaceId)))
const setRole = ({ userId }: TestPerson, role: 'viewer') =>
  studio.system.db.update(members).set({ role }).where(eq(members.userId, userId))

test('ends the open streams of a removed member at once, and no others', async () => {
  const owner = await studio.signUp('owner')
  const editor = await studio.signUp('editor', owner.workspaceId)
  const [his, mine] = [await openStream(editor), await openStream(owner)]
  await studio.call({ method: 'DELETE', path: `/api/studio/members/${editor.userId}`, person: owner })
  await his.state.ended
  expect(mine.state.open).toBe(true)
  expect((await openStream(editor)).status).toBe(403)
  await mine.close()
})

test('ends the streams of a member removed in another process within a second', async () => {
  const viewer = await studio.signUp('viewer')
  const stream = await openStream(viewer)
  await aSecondLater()
  expect(stream.state.open).toBe(true)
  await removeElsewhere(viewer)
  await aSecondLater()
  await stream.state.ended
})

test('ends a stream when the role becomes too low for it', async () => {
  const editor = await studio.signUp('editor')
  const [watching, running] = [await openStream(editor, 'viewer'), await openStream(editor, 'runner')]
  await setRole(editor, 'viewer')
  await aSecondLater()
  await running.state.ended
  expect(watching.state.open).toBe(true)
  await watching.close()
})

test('ends streams at sign-out and when the session expires', async () => {
  const [leaver, expired] = [await studio.signUp('viewer'), await studio.signUp('viewer')]
  const streams = [await openStream(leaver), await openStream(expired)]
  await studio.call({ method: 'DELETE', path: '/api/studio/session', person: leaver })
  await studio.system.db
    .update(sessions)
    .set({ expiresAt: new Date(0) })
    .where(eq(sessions.userId, expired.userId))
  await aSecondLater()
  await Promise.all(streams.map(({ state }) => state.ended))
})

test('polls nothing while no stream is open', async () => {
  const stream = await openStream(await studio.signUp('viewer'))
  expect(vi.getTimerCount()).toBeGreaterThan(0)
  await stream.close()
  expect(vi.getTimerCount()).toBe(0)
})
