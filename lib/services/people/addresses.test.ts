import { readFile } from 'node:fs/promises'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { members, users } from '@/lib/db/schema/auth'
import { auditEvents } from '@/lib/db/schema/people'

const PASSWORD = 'correct horse battery'
const NEW_HIRE = () => `newhire-${newId()}@corp.example`

let studio: TestStudio
let owner: TestPerson
beforeAll(async () => {
  studio = await createTestStudio()
})
afterAll(() => studio.close())

async function call(person: TestPerson | null, method: string, path: string, body?: object) {
  const response = await studio.call({ method, path: `/api/studio/${path}`, ...(person ? { person } : {}), body })
  const cookie = response.headers.getSetCookie().map((line) => line.split(';', 1)[0])
  return { status: response.status, body: await response.json(), cookie: cookie.join('; ') }
}

async function tokenOf(by: TestPerson, body: object): Promise<string> {
  return String((await call(by, 'POST', 'invitations', body)).body.url).split('invite=')[1] ?? ''
}

async function join(token: string, email: string): Promise<TestPerson> {
  const joined = await call(null, 'POST', 'invitations/join', { token, name: 'New', email, password: PASSWORD })
  expect(joined.status, JSON.stringify(joined.body)).toBe(200)
  return { cookie: joined.cookie, workspaceId: owner.workspaceId, userId: joined.body.user.id }
}

const isConfirmed = async (person: TestPerson) => {
  const { body } = await call(owner, 'GET', 'members')
  return body.members.find(({ userId }: { userId: string }) => userId === person.userId)?.isEmailConfirmed
}

test('an invitation for an address confirms it; an open link does not, and an owner can', async () => {
  owner = await studio.signUp('owner')
  const [invited, open] = [NEW_HIRE(), NEW_HIRE()]
  const one = await join(await tokenOf(owner, { role: 'viewer', email: invited }), invited)
  const two = await join(await tokenOf(owner, { role: 'viewer' }), open)
  expect([await isConfirmed(one), await isConfirmed(two)]).toEqual([true, false])
  expect((await call(two, 'PUT', `members/${two.userId}/address`)).status).toBe(403)
  expect((await call(owner, 'PUT', `members/${two.userId}/address`)).status).toBe(200)
  expect(await isConfirmed(two)).toBe(true)
  const [event] = await studio.system.db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.action, 'member.confirm-address'))
  expect(event).toMatchObject({ subject: `user:${two.userId}`, after: { email: open } })
  // Owners of other workspaces cannot.
  const stranger = await studio.signUp('owner')
  expect((await call(stranger, 'PUT', `members/${one.userId}/address`)).status).toBe(404)
  expect((await call(stranger, 'DELETE', `members/${one.userId}/address`)).status).toBe(404)
})

test('an unconfirmed account cannot use an invitation for its address, and an owner can free the address', async () => {
  owner = await studio.signUp('owner')
  const email = NEW_HIRE()
  const earlyToken = await tokenOf(owner, { role: 'editor', email })
  const squatter = await join(await tokenOf(owner, { role: 'viewer' }), email)
  expect((await call(squatter, 'POST', 'invitations/accept', { token: earlyToken })).status).toBe(403)
  // Another invitation for the address explains the conflict.
  const rejected = await call(owner, 'POST', 'invitations', { role: 'editor', email })
  expect([rejected.status, rejected.body.error.message]).toEqual([
    409,
    expect.stringContaining('no owner has confirmed it'),
  ])
  expect((await call(owner, 'DELETE', `members/${squatter.userId}/address`)).status).toBe(200)
  expect((await call(squatter, 'GET', 'members')).status).toBe(401)
  const signIn = await call(null, 'POST', 'session', { email, password: PASSWORD })
  expect(signIn.status).toBe(401)
  // The invited person joins with the same link.
  const person = await join(earlyToken, email)
  expect(await isConfirmed(person)).toBe(true)
  expect((await call(owner, 'DELETE', `members/${person.userId}/address`)).status).toBe(409)
})

test('an account that left its workspaces does not block an invited person', async () => {
  owner = await studio.signUp('owner')
  const email = NEW_HIRE()
  const squatter = await join(await tokenOf(owner, { role: 'viewer' }), email)
  await call(squatter, 'DELETE', 'workspace/membership')
  const token = await tokenOf(owner, { role: 'editor', email })
  expect((await call(squatter, 'POST', 'invitations/accept', { token })).status).toBe(403)
  expect(await isConfirmed(await join(token, email))).toBe(true)
})

test('an account of other workspaces keeps its address', async () => {
  owner = await studio.signUp('owner')
  const other = await studio.signUp('owner')
  const member = await join(await tokenOf(owner, { role: 'viewer' }), NEW_HIRE())
  await call(member, 'POST', 'invitations/accept', { token: await tokenOf(other, { role: 'viewer' }) })
  expect((await call(owner, 'DELETE', `members/${member.userId}/address`)).status).toBe(409)
})

test('the migration confirms founders and people invited by address', async () => {
  owner = await studio.signUp('owner')
  const [invited, open] = [NEW_HIRE(), NEW_HIRE()]
  const one = await join(await tokenOf(owner, { role: 'viewer', email: invited }), invited)
  const two = await join(await tokenOf(owner, { role: 'viewer' }), open)
  const { db } = studio.system
  await db.update(members).set({ emailConfirmedAt: null }).where(eq(members.workspaceId, owner.workspaceId))
  // An owner who joined by an open link chose the address, too.
  await db.update(members).set({ role: 'owner' }).where(eq(members.userId, two.userId))
  const migration = await readFile('drizzle/0027_access_rights_of_rows.sql', 'utf8')
  const statements = migration.split('--> statement-breakpoint').filter((statement) => statement.includes('"members"'))
  for (const statement of statements) await db.execute(sql.raw(statement))
  const found = await db
    .select({ userId: members.userId, at: members.emailConfirmedAt, email: users.email })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.workspaceId, owner.workspaceId))
  const confirmed = found.filter(({ at }) => at !== null).map(({ userId }) => userId)
  expect(confirmed.sort()).toEqual([owner.userId, one.userId].sort())
})
