import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { studioRoutes } from '@/lib/api/studio/studio-routes'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { findLiveApp } from '@/lib/services/versions/live-apps'
import { revealEnvironmentSecret } from './environment-secrets'
import { environmentSettings } from './environment-settings'
import { executeDueRequests } from './execute-due-requests'
import { judgeRollouts } from './judge-rollouts'

const chat = (label: string): Graph => ({
  ...emptyGraph(),
  nodes: [
    { id: 'input', type: 'input', version: 1, label, config: {}, position: { x: 0, y: 0 } },
    { id: 'answer', type: 'answer', version: 1, label: 'Answer', config: {}, position: { x: 300, y: 0 } },
  ],
  edges: [{ id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'answer', port: 'text' } }],
})

let studio: TestStudio
let owner: TestPerson
let editor: TestPerson

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  editor = await studio.signUp('editor', owner.workspaceId)
})
afterAll(() => studio.close())

const ENVIRONMENTS = ['production', 'europe']
const OVERRIDE = { from: { connection: 'builtin', model: 'a' }, to: { connection: 'builtin', model: 'b' } }
const SECRET = { name: 'CRM_TOKEN', value: 'of-the-owner', hosts: ['crm.example.com'] }
let count = 0

interface Shop {
  appId: string
  slug: string
  /** 1: live before releases needed an approval. 2: live since. 3: never live. */
  versionIds: string[]
}

async function send(person: TestPerson, method: string, path: string, body?: unknown) {
  const response = await studio.call({ method, path, body, person })
  return { status: response.status, body: await response.json() }
}

async function sendOk(person: TestPerson, method: string, path: string, body?: unknown) {
  const answer = await send(person, method, path, body)
  expect(answer.status, `${method} ${path} ${JSON.stringify(answer.body)}`).toBe(200)
  return answer.body
}

/** Version 2 is live in production and in “europe”, and both need an approval from now on. */
async function createShop(): Promise<Shop> {
  count += 1
  const slug = `shop-${count}`
  const made = await sendOk(owner, 'POST', '/api/studio/apps', { name: slug, graph: chat('One') })
  const path = `/api/studio/apps/${made.id}`
  await sendOk(owner, 'POST', `${path}/environments`, { name: 'europe' })
  const versionIds: string[] = []
  let revision = made.revision
  for (const label of ['One', 'Two', 'Three']) {
    revision = (await sendOk(owner, 'PUT', `${path}/draft`, { revision, graph: chat(label) })).revision
    const environment = label === 'Three' ? 'staging' : 'production'
    const { version } = await sendOk(owner, 'POST', `${path}/versions`, { revision, note: '', environment })
    versionIds.push(version.id)
    if (environment === 'production')
      await sendOk(owner, 'POST', `${path}/releases`, {
        ...{ environment: 'europe', versionId: version.id, expectedVersionId: versionIds.at(-2) ?? null },
      })
  }
  await sendOk(owner, 'PUT', `${path}/publication`, publication(slug))
  for (const environment of ENVIRONMENTS) {
    await sendOk(owner, 'PUT', `${path}/environments/${environment}/secrets`, SECRET)
    await sendOk(owner, 'PATCH', `${path}/environments/${environment}`, { needsApproval: true, models: [OVERRIDE] })
  }
  return { appId: made.id, slug, versionIds }
}

const publication = (slug: string) => ({
  ...{ slug, access: 'link', allowedOrigins: [], title: slug, greeting: '', suggestions: [], accent: '#2255cc' },
})

/** What callers of the two addresses get; null for nothing. */
async function answersOf({ appId, slug }: Shop) {
  const { db } = studio.system
  const read = ENVIRONMENTS.map(async (environment) => {
    const app = await findLiveApp(db, environment === 'production' ? slug : `${slug}@${environment}`)
    if (!app) return null
    const address = { workspaceId: owner.workspaceId, appId, environment }
    const { models, secretNames } = await environmentSettings(db, address)
    const secret = await revealEnvironmentSecret({ db, system: studio.system }, address, {
      name: SECRET.name,
      origin: 'crm.example.com',
    })
    const candidate = app.rollout?.kind === 'canary' ? app.rollout.versionId : null
    return { appId: app.appId, versionId: app.versionId, candidate, models, secretNames: [...secretNames], secret }
  })
  return Promise.all(read)
}

const approvedAnswer = ({ appId, versionIds }: Shop) => ({
  ...{ appId, versionId: versionIds[1], candidate: null, models: [OVERRIDE] },
  ...{ secretNames: [SECRET.name], secret: SECRET.value },
})

test('an environment that needs an approval keeps that rule when it is deleted and recreated', async () => {
  const shop = await createShop()
  const path = `/api/studio/apps/${shop.appId}`
  // Not by an editor.
  const rejected = await send(editor, 'DELETE', `${path}/environments/europe`)
  expect([rejected.status, rejected.body.error.message]).toEqual([
    403,
    'Releases to europe need an approval, so only an owner can delete it.',
  ])
  await sendOk(owner, 'DELETE', `${path}/environments/europe`)
  await sendOk(editor, 'POST', `${path}/environments`, { name: 'europe' })
  const release = { environment: 'europe', versionId: shop.versionIds[2], expectedVersionId: null }
  expect(await sendOk(editor, 'POST', `${path}/releases`, release)).toMatchObject({ status: 'waiting' })
  // Returning to a version that was live before the rule is not a rollback.
  const back = { environment: 'europe', versionId: shop.versionIds[0], expectedVersionId: null, note: '' }
  expect((await send(editor, 'POST', `${path}/releases/rollback`, back)).status).toBe(409)
})

test.each(ENVIRONMENTS)('an editor cannot change models and secrets of %s while it needs an approval', async (name) => {
  const shop = await createShop()
  const path = `/api/studio/apps/${shop.appId}/environments/${name}`
  const { secrets } = await sendOk(editor, 'GET', `${path}/secrets`)
  expect((await send(editor, 'PATCH', path, { models: [] })).status).toBe(403)
  expect((await send(editor, 'PUT', `${path}/secrets`, { ...SECRET, value: 'another' })).status).toBe(403)
  expect((await send(editor, 'PUT', `${path}/secrets`, { ...SECRET, name: 'OTHER' })).status).toBe(403)
  expect((await send(editor, 'DELETE', `${path}/secrets/${secrets[0].id}`)).status).toBe(403)
  expect(await answersOf(shop)).toEqual([approvedAnswer(shop), approvedAnswer(shop)])
  // Settings that do not affect the answer stay editable, and an owner may change everything.
  await sendOk(editor, 'PATCH', path, { runsPerKey: 3 })
  await sendOk(owner, 'PATCH', path, { models: [] })
})

test('a rollback without a second person is limited to versions that were approved or live under the rule', async () => {
  const shop = await createShop()
  const path = `/api/studio/apps/${shop.appId}`
  const [first, second, third] = shop.versionIds
  const back = (versionId: string | undefined, expectedVersionId: string | undefined) =>
    send(editor, 'POST', `${path}/releases/rollback`, { environment: 'production', versionId, expectedVersionId })
  const early = await back(first, second)
  expect([early.status, early.body.error.message]).toEqual([409, expect.stringContaining('has not been approved')])
  const activated = await send(editor, 'PUT', `${path}/environments/production`, { versionId: first })
  expect(activated.status).toBe(409)
  const { versions } = await sendOk(editor, 'GET', `${path}/versions`)
  expect(versions.map(({ number, wasLive }: { number: number; wasLive: boolean }) => [number, wasLive])).toEqual([
    [3, false],
    [2, false],
    [1, false],
  ])
  const returnable = async () => {
    const { releases } = await sendOk(editor, 'GET', `${path}/releases?environment=production&only=releases`)
    return releases.flatMap((one: { versionNumber: number; canReturn: boolean }) =>
      one.canReturn ? [one.versionNumber] : [],
    )
  }
  expect(await returnable()).toEqual([])
  // After the approval of version 3, versions 2 and 3 qualify: 2 was live when the rule began.
  const release = { environment: 'production', versionId: third, expectedVersionId: second }
  const { orderId } = await sendOk(editor, 'POST', `${path}/releases`, release)
  await sendOk(owner, 'POST', `${path}/release-orders/${orderId}/decision`, { decision: 'approve' })
  expect(await returnable()).toEqual([3, 2])
  expect((await back(second, third)).status).toBe(200)
  expect((await back(third, second)).status).toBe(200)
  expect((await back(first, third)).status).toBe(409)
  // After being taken offline it can be restored, too.
  await sendOk(editor, 'PUT', `${path}/environments/production`, { versionId: null })
  await sendOk(editor, 'PUT', `${path}/environments/production`, { versionId: second })
})

test('a release scheduled before the environment needed an approval waits for one', async () => {
  const shop = await createShop()
  const path = `/api/studio/apps/${shop.appId}`
  await sendOk(owner, 'PATCH', `${path}/environments/production`, { needsApproval: false })
  const planned = { plannedFor: { wallTime: '2100-01-01T09:00', timeZone: 'UTC' } }
  const release = { environment: 'production', versionId: shop.versionIds[2], expectedVersionId: shop.versionIds[1] }
  const { orderId } = await sendOk(editor, 'POST', `${path}/releases`, { ...release, ...planned })
  await sendOk(owner, 'PATCH', `${path}/environments/production`, { needsApproval: true })
  await executeDueRequests(studio.system, { now: new Date('2100-01-02T00:00:00Z') })
  expect(await answersOf(shop)).toEqual([approvedAnswer(shop), approvedAnswer(shop)])
  expect(
    (await send(editor, 'POST', `${path}/release-orders/${orderId}/decision`, { decision: 'approve' })).status,
  ).toBe(403)
  await sendOk(owner, 'POST', `${path}/release-orders/${orderId}/decision`, { decision: 'approve' })
})

test('only owners delete and restore an app with an environment that needs an approval', async () => {
  const shop = await createShop()
  const path = `/api/studio/apps/${shop.appId}`
  expect((await send(editor, 'DELETE', path)).status).toBe(403)
  await sendOk(owner, 'DELETE', path)
  expect((await send(editor, 'POST', `${path}/restore`)).status).toBe(403)
  // Its address stays reserved meanwhile.
  const other = await sendOk(editor, 'POST', '/api/studio/apps', { name: shop.slug, graph: chat('Other') })
  const taken = await send(editor, 'PUT', `/api/studio/apps/${other.id}/publication`, publication(shop.slug))
  expect(taken.status).toBe(409)
  await sendOk(owner, 'POST', `${path}/restore`)
  expect(await answersOf(shop)).toEqual([approvedAnswer(shop), approvedAnswer(shop)])
})

/** A call by the editor; `pick` selects among the ids that exist at the time. */
interface Step {
  route: string
  pick: number
}

interface Target extends Shop {
  /** Another app of the editor. */
  otherId: string
  environments: string[]
  secretIds: string[]
  orderIds: string[]
  rolloutIds: string[]
  revision: number
}

type Call = (target: Target, pick: number) => { path?: Record<string, string | undefined>; body?: unknown }

const NONE = crypto.randomUUID()
const of = <Item>(items: readonly Item[], pick: number): Item | undefined => items[pick % Math.max(items.length, 1)]
const environmentOf = ({ environments }: Target, pick: number) => of(environments, pick)
const versionOf = ({ versionIds }: Target, pick: number) => of(versionIds, Math.floor(pick / 7))
const RULES = { minRuns: 5, maxErrorPoints: 0, maxP95Percent: null, maxCostPercent: null, feedbackNotWorse: false }
const planned = { wallTime: '2100-01-01T09:00', timeZone: 'UTC' }

/** Every changing route of an app that an editor may call. */
const CALLS: Record<string, Call> = {
  'apps.update': () => ({ body: { name: 'Renamed' } }),
  'apps.saveDraft': ({ revision }, pick) => ({ body: { revision, graph: chat(`Draft ${pick}`) } }),
  'apps.duplicate': () => ({ body: {} }),
  'apps.delete': () => ({}),
  'apps.restore': () => ({}),
  'versions.publish': (target, pick) => ({
    body: { revision: target.revision, note: '', environment: environmentOf(target, pick) },
  }),
  'versions.save': ({ revision }) => ({ body: { revision, note: 'kept' } }),
  'versions.fork': (target, pick) => ({ path: { versionId: versionOf(target, pick) }, body: { name: 'Fork' } }),
  'versions.activate': (target, pick) => ({ body: { versionId: pick % 3 === 0 ? null : versionOf(target, pick) } }),
  'publication.save': ({ slug }, pick) => ({ body: publication(pick % 2 === 0 ? `${slug}-moved` : slug) }),
  'environments.create': (_, pick) => ({ body: { name: of(['europe', 'asia'], pick) } }),
  'environments.update': (target, pick) => ({
    path: { environment: environmentOf(target, pick) },
    body: of([{ models: [] }, { needsApproval: false }, { runsPerKey: 2 }, { needsApproval: false, models: [] }], pick),
  }),
  'environments.delete': (target, pick) => ({ path: { environment: environmentOf(target, pick) } }),
  'environments.setMaintenance': (target, pick) => ({
    body: {
      environment: pick % 2 === 0 ? null : environmentOf(target, pick),
      maintenance: pick % 3 === 0 ? { message: 'Back soon' } : null,
    },
  }),
  'environmentSecrets.save': (target, pick) => ({
    path: { environment: environmentOf(target, pick) },
    body: { ...SECRET, value: 'of-the-editor' },
  }),
  'environmentSecrets.delete': (target, pick) => ({
    path: { environment: of(ENVIRONMENTS, pick), environmentSecretId: of(target.secretIds, pick) ?? NONE },
  }),
  'releases.create': (target, pick) => ({
    body: {
      ...{ environment: environmentOf(target, pick), versionId: versionOf(target, pick) },
      expectedVersionId: pick % 2 === 0 ? target.versionIds[1] : null,
      ...(pick % 3 === 0 ? { plannedFor: planned } : {}),
    },
  }),
  'releases.rollBack': (target, pick) => ({
    body: {
      ...{ environment: environmentOf(target, pick), versionId: versionOf(target, pick) },
      expectedVersionId: target.versionIds[1],
    },
  }),
  'releaseOrders.decide': (target, pick) => ({
    path: { orderId: of(target.orderIds, pick) ?? NONE },
    body: { decision: pick % 4 === 0 ? 'decline' : 'approve' },
  }),
  'releaseOrders.move': (target, pick) => ({
    path: { orderId: of(target.orderIds, pick) ?? NONE },
    body: { plannedFor: { ...planned, wallTime: `2100-01-0${1 + (pick % 9)}T09:00` } },
  }),
  'releaseOrders.cancel': (target, pick) => ({ path: { orderId: of(target.orderIds, pick) ?? NONE } }),
  'rollouts.start': (target, pick) => ({
    body: {
      ...{ environment: environmentOf(target, pick), versionId: versionOf(target, pick) },
      ...{ expectedVersionId: target.versionIds[1], kind: of(['canary', 'shadow'], pick), percent: 100 },
      rules: { ...RULES, onSuccess: 'promote' },
    },
  }),
  'rollouts.update': (target, pick) => ({
    path: { rolloutId: of(target.rolloutIds, pick) ?? NONE },
    body: { percent: 100, rules: { ...RULES, onSuccess: 'promote' } },
  }),
  'rollouts.stop': (target, pick) => ({ path: { rolloutId: of(target.rolloutIds, pick) ?? NONE } }),
  'protection.save': (_, pick) => ({ body: { guard: of(['off', 'count', 'block'], pick) } }),
}
/** They start, show or prepare something and do not affect the answers of an address. */
const UNRELATED = [
  ...['visitors.rotateIdentitySecret', 'visitors.delete', 'visitors.resend', 'batches.create', 'appFiles.upload'],
  ...['appFiles.delete', 'forecasts.make', 'triggers.create', 'schedules.create', 'runs.start', 'runs.planPart'],
  ...['runs.startPart', 'callbacks.rotateSecret', 'protection.deleteVisitorFiles'],
  ...['apps.favorite', 'evaluations.create', 'evaluations.quick', 'publication.uploadImage'],
]

const OF_AN_APP = '/api/studio/apps/:appId'
const contracts = studioRoutes
  .map(({ contract }) => contract)
  .filter(({ path, method, access }) => path.startsWith(OF_AN_APP) && method !== 'GET' && access !== 'owner')

test('the property covers every changing route of an app that editors may call', () => {
  expect([...Object.keys(CALLS), ...UNRELATED].sort()).toEqual(contracts.map(({ name }) => name).sort())
})

async function targetOf(shop: Shop, otherId: string): Promise<Target> {
  const path = `/api/studio/apps/${shop.appId}`
  const { environments } = (await send(owner, 'GET', `${path}/environments`)).body
  const secrets = ENVIRONMENTS.map(
    async (name) => (await send(editor, 'GET', `${path}/environments/${name}/secrets`)).body,
  )
  type Named = { name: string; orders: { id: string }[] }
  const { rollouts } = (await send(owner, 'GET', `${path}/rollouts`)).body
  const app = (await send(owner, 'GET', path)).body
  return {
    ...{ ...shop, otherId, revision: app.revision ?? 0 },
    environments: (environments ?? []).map(({ name }: Named) => name),
    orderIds: (environments ?? []).flatMap(({ orders }: Named) => orders.map(({ id }) => id)),
    rolloutIds: (rollouts ?? []).map(({ id }: { id: string }) => id),
    secretIds: (await Promise.all(secrets)).flatMap((answer) =>
      (answer.secrets ?? []).map(({ id }: { id: string }) => id),
    ),
  }
}

async function take(shop: Shop, otherId: string, { route, pick }: Step): Promise<number> {
  const contract = contracts.find(({ name }) => name === route)
  const call = CALLS[route]
  if (!contract || !call) throw new Error(`no call of ${route}`)
  const { path = {}, body } = call(await targetOf(shop, otherId), pick)
  // Mostly for the shop, sometimes for the editor’s own app, which might take over its address.
  const params: Record<string, string | undefined> = { ...path, appId: pick % 11 === 0 ? otherId : shop.appId }
  const filled = contract.path.replace(/:(\w+)/g, (_, key: string) => params[key] ?? NONE)
  const { status } = await send(editor, contract.method, filled, body)
  await executeDueRequests(studio.system, { now: new Date('2100-06-01T00:00:00Z') })
  await judgeRollouts(studio.system)
  return status
}

test('no sequence of calls by one editor changes the answers of an address that needs an approval', async () => {
  const statuses = new Map<string, Set<number>>()
  const step = fc.record({ route: fc.constantFrom(...Object.keys(CALLS)), pick: fc.nat(10_000) })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      const shop = await createShop()
      const other = await sendOk(editor, 'POST', '/api/studio/apps', { name: 'Other', graph: chat('Other') })
      for (const one of steps) {
        const status = await take(shop, other.id, one)
        expect(status, `${one.route} ${one.pick}`).toBeLessThan(500)
        statuses.set(one.route, (statuses.get(one.route) ?? new Set()).add(status))
        // Null while it is offline; otherwise exactly the approved answer.
        for (const answer of await answersOf(shop)) expect([null, approvedAnswer(shop)]).toContainEqual(answer)
      }
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 6), seed: 19, endOnFailure: true },
  )
  // Each route accepted at least one call, so that rejections come from the rule and not from a malformed body.
  for (const route of Object.keys(CALLS)) expect([...(statuses.get(route) ?? [])], route).not.toEqual([400])
}, 300_000)
