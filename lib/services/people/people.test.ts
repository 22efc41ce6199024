import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { createTestStudio, type TestCall, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { members } from '@/lib/db/schema/auth'
import { auditEvents, invitations } from '@/lib/db/schema/people'
import { dropSingleton } from '@/lib/platform/singleton'

const PASSWORD = 'correct horse battery'

let studio: TestStudio
beforeAll(async () => {
  studio = await createTestStudio()
})
afterAll(() => studio.close())

async function call(method: string, path: string, person: TestPerson | null, body?: object, extra?: Partial<TestCall>) {
  const response = await studio.call({
    method,
    path: `/api/studio/${path}`,
    ...(person ? { person } : {}),
    ...(body ? { body } : {}),
    ...extra,
  })
  const json = await response.json()
  return { status: response.status, json, code: json.error?.code, cookies: response.headers.getSetCookie() }
}

const invite = async (owner: TestPerson, body: object = { role: 'editor' }): Promise<string> =>
  String((await call('POST', 'invitations', owner, body)).json.url).split('invite=')[1] ?? ''
const newcomer = (token: string, email = `${newId()}@example.com`) => ({
  token,
  name: 'Bea',
  email,
  password: PASSWORD,
})
const roleIn = async (person: TestPerson) => (await call('GET', 'session', person)).json.session?.role ?? null
const inTeam = async () => {
  const owner = await studio.signUp('owner')
  return { owner, editor: await studio.signUp('editor', owner.workspaceId) }
}

test('a new person sets name, email and password through the link and joins; the link works once', async () => {
  const owner = await studio.signUp('owner')
  const token = await invite(owner)
  const seen = await call('POST', 'invitations/read', null, { token })
  expect(seen.json).toEqual({ workspaceName: 'Workspace', role: 'editor', email: null, invitedBy: 'owner' })
  const joined = await call('POST', 'invitations/join', null, newcomer(token))
  expect(joined.json).toMatchObject({ role: 'editor', workspace: { id: owner.workspaceId } })
  expect(joined.cookies.length).toBeGreaterThan(0)
  expect((await call('POST', 'invitations/join', null, newcomer(token))).status).toBe(404)
})

test('of many concurrent uses of one link, one creates an account', async () => {
  const owner = await studio.signUp('owner')
  const token = await invite(owner)
  const responses = await Promise.all([1, 2, 3].map(() => call('POST', 'invitations/join', null, newcomer(token))))
  expect(responses.map(({ status }) => status).sort()).toEqual([200, 404, 404])
  expect((await call('GET', 'members', owner)).json.members).toHaveLength(2)
})

test('a signed-in person joins with one click, and their session works there', async () => {
  const [owner, other] = [await studio.signUp('owner'), await studio.signUp('owner')]
  const joined = await call('POST', 'invitations/accept', other, { token: await invite(owner, { role: 'runner' }) })
  expect(joined.json).toMatchObject({ role: 'runner', workspace: { id: owner.workspaceId } })
  expect((await call('GET', 'workspaces', other)).json.workspaces).toHaveLength(2)
})

test('an invitation raises a role and never lowers one', async () => {
  const { owner, editor } = await inTeam()
  const low = await invite(owner, { role: 'viewer' })
  expect((await call('POST', 'invitations/accept', editor, { token: low })).json.role).toBe('editor')
  expect((await call('POST', 'invitations/read', null, { token: low })).status).toBe(200)
  const viewer = await studio.signUp('viewer', owner.workspaceId)
  expect((await call('POST', 'invitations/accept', viewer, { token: low })).json.role).toBe('viewer')
  expect((await call('POST', 'invitations/accept', viewer, { token: await invite(owner) })).json.role).toBe('editor')
})

test('a link for one address admits only that person, and no list shows its token', async () => {
  const owner = await studio.signUp('owner')
  const token = await invite(owner, { role: 'editor', email: 'Bea@Example.com' })
  const other = await studio.signUp('owner')
  expect((await call('POST', 'invitations/accept', other, { token })).status).toBe(403)
  expect((await call('POST', 'invitations/join', null, newcomer(token, 'eve@example.com'))).status).toBe(403)
  const list = await call('GET', 'invitations', owner)
  expect(list.json.invitations).toMatchObject([{ role: 'editor', email: 'bea@example.com', createdBy: 'owner' }])
  expect(JSON.stringify(list.json)).not.toContain(token)
  expect(JSON.stringify(await studio.system.db.select().from(invitations))).not.toContain(token)
  expect((await call('GET', 'invitations', other)).json.invitations).toEqual([])
  expect((await call('POST', 'invitations/join', null, newcomer(token, 'bea@example.com'))).status).toBe(200)
})

test('unknown, withdrawn, used and expired links look alike, and so does an address that has an account', async () => {
  const { owner, editor } = await inTeam()
  const withdrawn = await invite(owner)
  const id = (await call('GET', 'invitations', owner)).json.invitations[0].id
  expect((await call('DELETE', `invitations/${id}`, owner)).status).toBe(200)
  const expired = await invite(owner)
  await studio.system.db
    .update(invitations)
    .set({ expiresAt: new Date(0) })
    .where(eq(invitations.workspaceId, owner.workspaceId))
  const messages = new Set<string>()
  for (const token of ['unknown', withdrawn, expired]) {
    const response = await call('POST', 'invitations/accept', editor, { token })
    expect(response.status).toBe(404)
    messages.add(response.json.error.message)
  }
  expect(messages.size).toBe(1)
  const fresh = await invite(owner)
  const { email } = (await call('GET', 'session', editor)).json.session.user
  expect((await call('POST', 'invitations/join', null, newcomer(fresh, email))).code).toBe('CONFLICT')
  expect((await call('POST', 'invitations/join', null, newcomer(fresh))).status).toBe(200)
})

const manyTries = (headersOf: (attempt: number) => Record<string, string>) =>
  Promise.all(
    Array.from({ length: 40 }, async (_, attempt) => {
      const headers = headersOf(attempt)
      // Each attempt uses another account with a separate count.
      const body = { email: `${newId()}@example.com`, password: 'wrong password' }
      const answer =
        attempt % 2 === 0
          ? await call('POST', 'invitations/read', null, { token: 'guess' }, { headers })
          : await call('POST', 'session', null, body, { headers })
      return answer.status
    }),
  )

test('links and sign-ins are counted by address: neither X-Forwarded-For nor another address of a /64 helps', async () => {
  // The clock is frozen: on a slow machine tokens would refill during forty attempts.
  vi.useFakeTimers({ toFake: ['Date'] })
  const counters = ['password-tries', 'address-tries']
  for (const counter of counters) dropSingleton(counter)
  onTestFinished(() => {
    vi.useRealTimers()
    for (const counter of counters) dropSingleton(counter)
  })
  const forged = await manyTries((attempt) => ({
    'x-test-socket': '203.0.113.7',
    'x-forwarded-for': `10.0.0.${attempt}`,
  }))
  const rotating = await manyTries((attempt) => ({ 'x-test-socket': `2001:db8:1:2::${attempt + 1}` }))
  for (const statuses of [forged, rotating]) {
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(8)
    expect(statuses.filter((status) => [401, 404].includes(status)).length).toBeGreaterThanOrEqual(30)
  }
})

test('the last owner can neither leave, nor be demoted, nor be removed', async () => {
  const { owner, editor } = await inTeam()
  expect((await call('DELETE', 'workspace/membership', owner)).status).toBe(409)
  expect((await call('PUT', `members/${owner.userId}/role`, owner, { role: 'editor' })).status).toBe(409)
  expect((await call('DELETE', `members/${owner.userId}`, owner)).status).toBe(409)
  await call('POST', `members/${editor.userId}/owner`, owner, { password: PASSWORD, stay: true })
  const responses = await Promise.all([owner, editor].map((person) => call('DELETE', 'workspace/membership', person)))
  expect(responses.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('ownership requires the password, and transferring it makes the former owner an editor', async () => {
  const { owner, editor } = await inTeam()
  const path = `members/${editor.userId}/owner`
  expect((await call('PUT', `members/${editor.userId}/role`, owner, { role: 'owner' })).status).toBe(400)
  expect((await call('POST', path, owner, { password: 'wrong password', stay: false })).status).toBe(400)
  expect((await call('POST', path, owner, { password: PASSWORD, stay: false })).status).toBe(200)
  expect([await roleIn(owner), await roleIn(editor)]).toEqual(['editor', 'owner'])
})

test('an owner who leaves loses their open invitations', async () => {
  const { owner, editor } = await inTeam()
  const token = await invite(owner)
  await call('POST', `members/${editor.userId}/owner`, owner, { password: PASSWORD, stay: false })
  expect((await call('POST', 'invitations/read', null, { token })).status).toBe(404)
})

test('a removed member loses access with the next request and may return by invitation', async () => {
  const { owner, editor } = await inTeam()
  expect((await call('DELETE', `members/${editor.userId}`, owner)).status).toBe(200)
  expect((await call('GET', 'apps', editor)).code).toBe('FORBIDDEN')
  const session = await call('GET', 'session', editor)
  expect(session.json).toMatchObject({ session: null, account: { name: 'editor' }, needsOwner: false })
  expect((await call('POST', 'invitations/accept', editor, { token: await invite(owner) })).status).toBe(200)
  expect((await call('GET', 'apps', editor)).status).toBe(200)
})

test('each membership change is in the audit trail', async () => {
  const { owner, editor } = await inTeam()
  await call('POST', 'invitations/join', null, newcomer(await invite(owner)))
  await call('PUT', `members/${editor.userId}/role`, owner, { role: 'viewer' })
  await call('DELETE', `members/${editor.userId}`, owner)
  const trail = await studio.system.db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.workspaceId, owner.workspaceId))
    .orderBy(auditEvents.id)
  expect(trail.map(({ action }) => action)).toEqual([
    'invitation.create',
    'member.join',
    'member.role',
    'member.remove',
  ])
  expect(trail[2]).toMatchObject({
    actorId: owner.userId,
    subject: `user:${editor.userId}`,
    before: { role: 'editor' },
    after: { role: 'viewer' },
  })
  const left = await studio.system.db.select().from(members).where(eq(members.workspaceId, owner.workspaceId))
  expect(left).toHaveLength(2)
})

test('owners read the audit trail page by page, newest first; others do not', async () => {
  const { owner, editor } = await inTeam()
  for (const role of ['viewer', 'runner', 'editor']) await invite(owner, { role })
  const first = await call('GET', 'audit?limit=2', owner)
  const second = await call('GET', `audit?limit=2&cursor=${first.json.nextCursor}`, owner)
  const roles = [...first.json.events, ...second.json.events].map(({ after }) => after.role)
  expect([roles, second.json.nextCursor]).toEqual([['editor', 'runner', 'viewer'], null])
  expect((await call('GET', 'audit', editor)).status).toBe(403)
  expect((await call('GET', 'audit', await studio.signUp('owner'))).json.events).toEqual([])
})
