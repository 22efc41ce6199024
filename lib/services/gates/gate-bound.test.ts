import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CALLS, type Step } from '../releases/testing/editor-calls'
import { chat, type Shop } from '../releases/testing/shop'
import { ShopStudio } from '../releases/testing/shop-studio'

let shops: ShopStudio

/** A gate without evidence, so that no version passes. */
beforeAll(async () => {
  shops = await ShopStudio.open(async (own, shop, environment) => {
    const path = `/api/studio/apps/${shop.appId}`
    const body = { from: 'questions', name: 'Support', questions: [{ question: 'Where?' }] }
    const { id: evaluationId } = await own.sendOk(own.owner, 'POST', `${path}/evaluations/quick`, body)
    await own.sendOk(own.owner, 'PUT', `${path}/gates/${environment}`, { evaluationId, rules: {} })
  })
})
afterAll(() => shops.studio.close())

/** Versions 1 and 2 were live before the gate, so a rollback to them is allowed. */
const allowed = ({ appId, versionIds: [first, second] }: Shop) => [
  null,
  { appId, versionId: first, candidate: null },
  { appId, versionId: second, candidate: null },
]

async function served(shop: Shop) {
  const answers = await shops.answersOf(shop)
  return answers.map((answer) => {
    if (!answer) return null
    const { appId, versionId, candidate } = answer
    return { appId, versionId, candidate }
  })
}

test('an environment that is deleted and recreated keeps its gate', async () => {
  const shop = await shops.createShop()
  const path = `/api/studio/apps/${shop.appId}`
  await shops.sendOk(shops.editor, 'DELETE', `${path}/environments/europe`)
  await shops.sendOk(shops.editor, 'POST', `${path}/environments`, { name: 'europe' })
  const release = { environment: 'europe', versionId: shop.versionIds[2], expectedVersionId: null }
  const { status, body } = await shops.send(shops.editor, 'POST', `${path}/releases`, release)
  expect([status, body.error.message]).toEqual([409, expect.stringContaining('The gate of europe cannot decide yet.')])
})

test('no sequence of calls by an editor serves a version that the gate has not passed', async () => {
  const step: fc.Arbitrary<Step> = fc.record({ route: fc.constantFrom(...Object.keys(CALLS)), pick: fc.nat(10_000) })
  const statuses = new Map<string, Set<number>>()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      const shop = await shops.createShop()
      const other = await shops.sendOk(shops.editor, 'POST', '/api/studio/apps', {
        name: 'Other',
        graph: chat('Other'),
      })
      for (const item of steps) {
        const status = await shops.take(shop, other.id, item)
        expect(status, `${item.route} ${item.pick}`).toBeLessThan(500)
        statuses.set(item.route, (statuses.get(item.route) ?? new Set()).add(status))
        for (const answer of await served(shop)) expect(allowed(shop)).toContainEqual(answer)
      }
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 6), seed: 23, endOnFailure: true },
  )
  for (const [route, found] of statuses) expect([...found], route).not.toEqual([400])
}, 300_000)
