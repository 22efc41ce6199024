import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RoutePolicy } from '@/lib/contracts/routes'
import type { ModelMetrics } from './gateway-services'
import { type PlanFacts, planTargets, pointOf } from './plan-targets'
import { requestFacts } from './request-facts'

const target = (model: string, overrides: object = {}) => ({ model: { connection: 'c', model }, ...overrides })
const policy = (strategy: RoutePolicy['strategy'], targets: object[], overrides: object = {}) =>
  RoutePolicy.parse({ strategy, targets, ...overrides })

const facts = (content: string, overrides: Partial<PlanFacts> = {}): PlanFacts => ({
  request: requestFacts({
    model: { connection: 'route', model: 'r' },
    messages: [{ role: 'user', content }],
    signal: AbortSignal.timeout(1_000),
  }),
  maxOutputTokens: 500,
  stickyKey: 'someone',
  metrics: new Map(),
  places: new Map([['c', { provider: 'openai', host: 'api.openai.com' }]]),
  random: () => 0,
  ...overrides,
})
const names = (planned: ReturnType<typeof planTargets>) => planned.targets.map(({ model }) => model.model)
const measured = (metrics: Record<string, Partial<ModelMetrics>>) =>
  new Map(
    Object.entries(metrics).map(([name, known]) => [`c/${name}`, { firstTokenMs: null, quality: null, ...known }]),
  )

test('excludes targets whose condition does not match: language, length, images and tools', () => {
  const route = policy('ordered', [
    target('german', { when: { languages: ['de'] } }),
    target('long', { when: { minTokens: 1_000 } }),
    target('sees', { when: { hasImages: true } }),
    target('rest'),
  ])
  expect(names(planTargets(route, facts('Was ist das und wie wird es mit der Maschine gemacht?')))).toEqual([
    'german',
    'rest',
  ])
  expect(names(planTargets(route, facts('the word '.repeat(1_000))))).toEqual(['long', 'rest'])
  expect(names(planTargets(route, facts('What is this?')))).toEqual(['rest'])
})

test('uses all targets when no condition matches', () => {
  const route = policy('ordered', [
    target('german', { when: { languages: ['de'] } }),
    target('zh', { when: { languages: ['zh'] } }),
  ])
  expect(names(planTargets(route, facts('What is this and how does it work?')))).toEqual(['german', 'zh'])
})

test('counts one token per Chinese character, so that long texts are recognized', () => {
  expect(facts('模型'.repeat(600)).request.tokens).toBeGreaterThan(1_000)
  expect(facts('word '.repeat(600)).request.tokens).toBeLessThan(1_000)
})

test('cheapest: orders by price, unknown prices last', () => {
  const route = policy('cheapest', [target('no-such-model'), target('gpt-4o'), target('gpt-4o-mini')])
  expect(names(planTargets(route, facts('Hi')))).toEqual(['gpt-4o-mini', 'gpt-4o', 'no-such-model'])
})

test('cheapest within bounds: puts targets that are too slow, too poor or not measured after those within bounds', () => {
  const route = policy('cheapest', [target('gpt-4o'), target('gpt-4o-mini'), target('gpt-4.1')], {
    bounds: { maxFirstTokenMs: 500, minQuality: 0.8 },
  })
  const metrics = measured({
    'gpt-4o-mini': { firstTokenMs: 900, quality: 0.9 },
    'gpt-4o': { firstTokenMs: 400, quality: 0.85 },
  })
  const planned = planTargets(route, facts('Hi', { metrics }))
  expect(names(planned)).toEqual(['gpt-4o', 'gpt-4o-mini', 'gpt-4.1'])
  expect(planned.reason.key).toBe('decisions.cheapestWithin')
  expect(planTargets(route, facts('Hi')).reason.key).toBe('decisions.cheapestOutside')
})

test('fastest: orders by measured first token, keeping the order of those not measured', () => {
  const route = policy('fastest', [target('a'), target('b'), target('c')])
  const metrics = measured({ b: { firstTokenMs: 300 }, c: { firstTokenMs: 200 } })
  expect(names(planTargets(route, facts('Hi', { metrics })))).toEqual(['c', 'b', 'a'])
})

test('respects weights, uses weight 0 as a fallback only, and drops no target', () => {
  const route = policy('weighted', [
    target('a', { weight: 3 }),
    target('b', { weight: 1 }),
    target('never', { weight: 0 }),
  ])
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
      const order = names(planTargets(route, facts('Hi', { random: () => random })))
      expect(order[0]).toBe(random < 0.75 ? 'a' : 'b')
      expect(order.toSorted()).toEqual(['a', 'b', 'never'])
    }),
  )
})

test('assigns a sticky key the same target, and all keys together by the configured shares', () => {
  const route = policy('weighted', [target('a', { weight: 3 }), target('b', { weight: 1 })], { sticky: true })
  const first = (stickyKey: string) => names(planTargets(route, facts('Hi', { stickyKey, random: Math.random })))[0]
  const keys = Array.from({ length: 2_000 }, (_, index) => `user-${index}`)
  const share = keys.filter((key) => first(key) === 'a').length / keys.length
  expect(share).toBeGreaterThan(0.7)
  expect(share).toBeLessThan(0.8)
  const second = keys.slice(0, 50).map(first)
  expect(keys.slice(0, 50).map(first)).toEqual(second)
  expect(new Set(keys.map(pointOf)).size).toBe(keys.length)
})
