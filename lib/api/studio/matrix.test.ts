import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLES, type Role } from '@/lib/contracts/session'
import { fillWorkspace } from '../testing/fill-workspace'
import type { WorkspaceRows } from '../testing/rows/workspace-rows'
import { createTestStudio, type TestPerson, type TestStudio } from '../testing/test-studio'
import { REQUEST_EXAMPLES } from './openapi/request-examples'
import { studioRoutes } from './studio-routes'

let studio: TestStudio
let rows: WorkspaceRows
let people: Record<Role, TestPerson>
let stranger: TestPerson

beforeAll(async () => {
  studio = await createTestStudio()
  const owner = await studio.signUp('owner')
  const join = (role: Role) => studio.signUp(role, owner.workspaceId)
  people = { owner, editor: await join('editor'), runner: await join('runner'), viewer: await join('viewer') }
  rows = await fillWorkspace(studio.system, owner.workspaceId)
  stranger = await studio.signUp('owner')
})
afterAll(() => studio.close())

function callOf(
  { contract }: (typeof studioRoutes)[number],
  person?: TestPerson,
  headers: Record<string, string> = {},
) {
  const path = contract.path.replace(/:(\w+)/g, (_, name: string) => String(Reflect.get(rows, name)))
  const call = { method: contract.method, path, headers, ...(person ? { person } : {}) }
  if (contract.bodyKind !== 'upload') return contract.body ? { ...call, body: REQUEST_EXAMPLES[contract.name] } : call
  const body = new FormData()
  body.append('file', new File(['hello'], 'hello.txt', { type: 'text/plain' }))
  return { ...call, body }
}

describe('checks every route with every caller', () => {
  test('has a sample for each route with a body', () => {
    const missing = studioRoutes.filter(
      ({ contract }) => contract.body && !Object.hasOwn(REQUEST_EXAMPLES, contract.name),
    )
    expect(missing.map(({ contract }) => contract.name)).toEqual([])
  })

  test('has unique names and paths', () => {
    const seen = studioRoutes.map(({ contract }) => `${contract.method} ${contract.path}`)
    expect(new Set(seen).size).toBe(seen.length)
  })

  const restrictedRoutes = studioRoutes.filter(({ contract }) => contract.access !== 'public')
  test.each(restrictedRoutes.map((route) => [route.contract.name, route] as const))(
    '%s rejects strangers and insufficient roles',
    async (_, route) => {
      const status = async (person?: TestPerson, headers?: Record<string, string>) =>
        (await studio.call(callOf(route, person, headers))).status
      expect(await status()).toBe(401)
      expect(await status(undefined, { authorization: `Bearer pb_live_${'a'.repeat(64)}` })).toBe(401)
      const widget = studio.system.widgetTokens.sign(
        { app: rows.appId, version: rows.versionId, origin: 'x', sid: rows.runId },
        60,
      )
      expect(await status(undefined, { authorization: `Bearer ${widget}` })).toBe(401)
      const needed = (ROLES as readonly string[]).indexOf(route.contract.access)
      for (const role of ROLES.slice(0, needed)) expect([role, await status(people[role])]).toEqual([role, 403])
      if (route.contract.path.includes(':')) expect(await status(stranger)).toBe(404)
    },
  )

  test.each(restrictedRoutes.map((route) => [route.contract.name, route] as const))(
    '%s rejects other origins',
    async (_, route) => {
      if (route.contract.method === 'GET') return
      for (const origin of ['https://evil.example', 'null']) {
        expect((await studio.call(callOf(route, people.owner, { origin }))).status).toBe(403)
      }
    },
  )

  test('returns no stored secret in any response', async () => {
    for (const route of restrictedRoutes.filter(
      ({ contract }) => contract.method === 'GET' && contract.responseKind !== 'events',
    )) {
      const response = await studio.call(callOf(route, people.owner))
      expect([route.contract.name, (await response.text()).includes('CANARY_SECRET')]).toEqual([
        route.contract.name,
        false,
      ])
    }
  }, 60_000)

  test('accepts the lowest permitted role', async () => {
    // Deletions come last, so that the others find the rows.
    const order = [...restrictedRoutes].sort(
      (a, b) => Number(a.contract.method === 'DELETE') - Number(b.contract.method === 'DELETE'),
    )
    for (const route of order) {
      const role = ROLES.find((name) => name === route.contract.access) ?? 'owner'
      const response = await studio.call(callOf(route, people[role]))
      expect([route.contract.name, [401, 403, 500].includes(response.status)]).toEqual([route.contract.name, false])
      await response.body?.cancel()
    }
    // It calls every route.
  }, 60_000)
})

describe('validates bodies strictly', () => {
  test.each(studioRoutes.filter(({ contract }) => contract.body).map((route) => [route.contract.name, route] as const))(
    '%s rejects unknown fields',
    async (_, route) => {
      const call = callOf(route, people.owner)
      const extra = { workspaceId: stranger.workspaceId, ownerId: 'x', isPublic: true, createdAt: 'x' }
      for (const [key, value] of Object.entries(extra)) {
        const body = { ...REQUEST_EXAMPLES[route.contract.name], [key]: value }
        expect((await studio.call({ ...call, body })).status).toBe(400)
      }
    },
  )
})
