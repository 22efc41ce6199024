import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { apps } from '@/lib/db/schema/apps'
import { callbackSecrets } from '@/lib/db/schema/automations'
import { connections } from '@/lib/db/schema/models'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { startCanary } from '@/lib/egress/test-server'
import type { EnginePorts } from '@/lib/engine/ports'
import { emptyGraph } from '@/lib/graph/graph'
import { dropSingleton } from '@/lib/platform/singleton'
import { postSigned } from '@/lib/services/callbacks/post-signed'
import { openFineTune } from '@/lib/services/training/fine-tune-connection'
import { RunPorts } from './run-ports'

type Canary = Awaited<ReturnType<typeof startCanary>>

let studio: TestStudio
let owner: TestPerson
let canary: Canary
let listed: Canary
let ports: EnginePorts
const id = { connection: newId(), app: newId() }
const allowedBefore = process.env.EGRESS_ALLOW

beforeAll(async () => {
  canary = await startCanary()
  listed = await startCanary()
  process.env.EGRESS_ALLOW = `127.0.0.1:${canary.port},127.0.0.1:${listed.port}`
  dropSingleton('env')
  dropSingleton('egress')
  dropSingleton('egress-models')
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  const { workspaceId } = owner
  const { db, keyring } = studio.system
  await db.insert(connections).values({
    id: id.connection,
    workspaceId,
    name: 'C',
    provider: 'openai-compatible',
    status: 'ok',
    baseUrl: `http://127.0.0.1:${canary.port}/v1`,
  })
  await db.insert(apps).values({ id: id.app, workspaceId, name: 'A', kind: 'chat', draft: emptyGraph() })
  const encryptedSecret = await keyring.seal(db, { workspaceId, id: id.app, type: 'callback' }, 'secret')
  await db.insert(callbackSecrets).values({ appId: id.app, workspaceId, encryptedSecret, last4: 'cret' })
  ports = new RunPorts({
    system: studio.system,
    caller: {
      workspaceId,
      appId: id.app,
      versionId: null,
      runId: newId(),
      keyId: null,
      userId: owner.userId,
      endUser: null,
      origin: 'studio',
    },
    stream: true,
    revealedSecrets: new Set(),
    apps: { plan: () => Promise.reject(new Error()), describe: () => Promise.reject(new Error()) },
    variables: { workspaceId, environment: '', keys: { conversation: null, user: null, app: '' } },
    isRerun: false,
    isShadow: false,
  })
})
afterAll(async () => {
  canary.close()
  listed.close()
  await studio.close()
  await closeEgress()
  if (allowedBefore === undefined) delete process.env.EGRESS_ALLOW
  else process.env.EGRESS_ALLOW = allowedBefore
  dropSingleton('env')
})

const signal = () => AbortSignal.timeout(20_000)
const http = (port: number) =>
  ports.http.send({ method: 'GET', url: `http://127.0.0.1:${port}/`, headers: {}, timeoutMs: 5_000, signal: signal() })

/** Everything in the product that calls an address for a workspace. */
const WAYS: Record<string, () => Promise<unknown>> = {
  'an HTTP step': () => http(canary.port),
  'an action': () =>
    ports.services.call({
      method: 'GET',
      url: `http://127.0.0.1:${canary.port}/`,
      headers: {},
      hosts: [`127.0.0.1:${canary.port}`],
      maxBytes: 1_000,
      timeoutMs: 5_000,
      signal: signal(),
    }),
  'an MCP step': () =>
    ports.mcp.listTools({ server: { url: `http://127.0.0.1:${canary.port}/mcp`, headers: {} }, signal: signal() }),
  'a model': async () => {
    const model = { connection: id.connection, model: 'm' }
    const request = { model, messages: [{ role: 'user' as const, content: 'hi' }], signal: signal() }
    await ports.models.chat(request, () => {})
  },
  'a callback or webhook': () => {
    const post = { deliveryId: newId(), appId: id.app, workspaceId: owner.workspaceId, value: {} }
    return postSigned(studio.system, { ...post, url: `http://127.0.0.1:${canary.port}/` }, signal())
  },
  'fine-tuning': async () => {
    const job = { workspaceId: owner.workspaceId, connectionId: id.connection, baseModel: 'm' }
    await (await openFineTune(studio.system, job)).client.findJob('file', signal())
  },
  'texts that a service embeds': () =>
    ports.models.embedWith({
      model: { connection: id.connection, model: 'm' },
      texts: ['hi'],
      use: 'query',
      signal: signal(),
    }),
  'a test of a connection': () =>
    studio.call({ method: 'POST', path: `/api/studio/connections/${id.connection}/test`, person: owner }),
}
const setPolicy = async (body: object) =>
  expect(
    (await studio.call({ method: 'PUT', path: '/api/studio/governance/policy', body, person: owner })).status,
  ).toBe(200)

test.each(Object.entries(WAYS))('%s reaches a host without private mode, but not with it', async (_name, go) => {
  await setPolicy({})
  const before = canary.hits()
  await go().catch(() => undefined)
  expect(canary.hits()).toBeGreaterThan(before)
  await setPolicy({ privateMode: { hosts: [`127.0.0.1:${listed.port}`] } })
  const hitsBefore = canary.hits() + canary.connections()
  await go().catch(() => undefined)
  expect(canary.hits() + canary.connections()).toBe(hitsBefore)
  expect((await http(listed.port)).status).toBe(200)
})

test('a policy that forbids the model blocks the call even though its host is reachable', async () => {
  await setPolicy({ providers: ['anthropic'] })
  const before = canary.hits()
  await expect(WAYS['a model']?.()).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(canary.hits()).toBe(before)
})
