import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestPerson, TestStudio } from '@/lib/api/testing/test-studio'
import { executeDueRequests } from './execute-due-requests'
import { CALLS, contracts, type Step, UNRELATED } from './testing/editor-calls'
import { chat, ENVIRONMENTS, OVERRIDE, publication, SECRET, type Shop } from './testing/shop'
import { ShopStudio } from './testing/shop-studio'

let shops: ShopStudio
let studio: TestStudio
let owner: TestPerson
let editor: TestPerson

beforeAll(async () => {
  shops = await ShopStudio.open(async (own, { appId }, environment) => {
    const path = `/api/studio/apps/${appId}/environments/${environment}`
    await own.sendOk(own.owner, 'PATCH', path, { needsApproval: true, models: [OVERRIDE] })
  })
  ;({ studio, owner, editor } = shops)
})
afterAll(() => studio.close())

const send = (person: TestPerson, method: string, path: string, body?: unknown) =>
  shops.send(person, method, path, body)
const sendOk = (person: TestPerson, method: string, path: string, body?: unknown) =>
  shops.sendOk(person, method, path, body)
const createShop = () => shops.createShop()
const answersOf = (shop: Shop) => shops.answersOf(shop)

const approvedAnswer = ({ appId, versionIds }: Shop) => ({
  appId,
  versionId: versionIds[1],
  candidate: null,
  models: [OVERRIDE],
  secretNames: [SECRET.name],
  secret: SECRET.value,
})

test('an environment that needs an approval keeps that rule when it is deleted and recreated', async () => {
  const shop = await createShop()
  const path = `/api/studio/apps/${shop.appId}`
  // An editor may not do this.
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
  const rollback = { environment: 'europe', versionId: shop.versionIds[0], expectedVersionId: null, note: '' }
  expect((await send(editor, 'POST', `${path}/releases/rollback`, rollback)).status).toBe(409)
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
  const rollBack = (versionId: string | undefined, expectedVersionId: string | undefined) =>
    send(editor, 'POST', `${path}/releases/rollback`, { environment: 'production', versionId, expectedVersionId })
  const earlyRollback = await rollBack(first, second)
  expect([earlyRollback.status, earlyRollback.body.error.message]).toEqual([
    409,
    expect.stringContaining('has not been approved'),
  ])
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
    return releases.flatMap((item: { versionNumber: number; canReturn: boolean }) =>
      item.canReturn ? [item.versionNumber] : [],
    )
  }
  expect(await returnable()).toEqual([])
  // After the approval of version 3, versions 2 and 3 qualify: 2 was live when the rule began.
  const release = { environment: 'production', versionId: third, expectedVersionId: second }
  const { orderId } = await sendOk(editor, 'POST', `${path}/releases`, release)
  await sendOk(owner, 'POST', `${path}/release-orders/${orderId}/decision`, { decision: 'approve' })
  expect(await returnable()).toEqual([3, 2])
  expect((await rollBack(second, third)).status).toBe(200)
  expect((await rollBack(third, second)).status).toBe(200)
  expect((await rollBack(first, third)).status).toBe(409)
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
  const conflict = await send(editor, 'PUT', `/api/studio/apps/${other.id}/publication`, publication(shop.slug))
  expect(conflict.status).toBe(409)
  await sendOk(owner, 'POST', `${path}/restore`)
  expect(await answersOf(shop)).toEqual([approvedAnswer(shop), approvedAnswer(shop)])
})

test('the property covers every changing route of an app that editors may call', () => {
  expect([...Object.keys(CALLS), ...UNRELATED].sort()).toEqual(contracts.map(({ name }) => name).sort())
})

test('no sequence of calls by one editor changes the answers of an address that needs an approval', async () => {
  const statuses = new Map<string, Set<number>>()
  const step: fc.Arbitrary<Step> = fc.record({ route: fc.constantFrom(...Object.keys(CALLS)), pick: fc.nat(10_000) })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      const shop = await createShop()
      const other = await sendOk(editor, 'POST', '/api/studio/apps', { name: 'Other', graph: chat('Other') })
      for (const item of steps) {
        const status = await shops.take(shop, other.id, item)
        expect(status, `${item.route} ${item.pick}`).toBeLessThan(500)
        statuses.set(item.route, (statuses.get(item.route) ?? new Set()).add(status))
        // Null while it is offline; otherwise exactly the approved answer.
        for (const answer of await answersOf(shop)) expect([null, approvedAnswer(shop)]).toContainEqual(answer)
      }
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 6), seed: 19, endOnFailure: true },
  )
  // Each route accepted at least one call, so that rejections come from the rule and not from a malformed body.
  for (const route of Object.keys(CALLS)) expect([...(statuses.get(route) ?? [])], route).not.toEqual([400])
}, 300_000)
