import { expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import type { LiveRollout } from '@/lib/services/versions/published-app'
import { isMirrored, meetsCandidate, type Sticky } from './choose-version'

const canary = (percent: number, overrides: Partial<LiveRollout> = {}): LiveRollout => ({
  id: '0199aaaa-0000-7000-8000-000000000001',
  kind: 'canary',
  percent,
  stickyBy: 'conversation',
  versionId: newId(),
  versionNumber: 2,
  ...overrides,
})
const caller = (overrides: Partial<Sticky>): Sticky => ({
  endUser: undefined,
  conversationId: undefined,
  keyId: 'key',
  firstMessage: undefined,
  runId: newId(),
  ...overrides,
})
const people = Array.from({ length: 4_000 }, (_, index) => caller({ endUser: `person-${index}` }))

test.each([1, 10, 50, 90])('%i % of many end users get the other version, evenly distributed', (percent) => {
  const met = people.filter((person) => meetsCandidate(canary(percent), person)).length / people.length
  // Four standard deviations of a fair draw.
  expect(Math.abs(met - percent / 100)).toBeLessThan(4 * Math.sqrt(((percent / 100) * (1 - percent / 100)) / 4_000))
})

test('an end user always gets the same version; a larger share moves some over and none back', () => {
  for (const person of people.slice(0, 500)) {
    const second = { ...person, runId: newId(), conversationId: newId(), firstMessage: 'something else' }
    expect(meetsCandidate(canary(30), second)).toBe(meetsCandidate(canary(30), person))
    if (meetsCandidate(canary(30), person)) expect(meetsCandidate(canary(60), person)).toBe(true)
  }
})

test('another canary draws again, so that the same people are not always first', () => {
  const other = canary(20, { id: '0199aaaa-0000-7000-8000-000000000002' })
  const inBoth = people.filter((person) => meetsCandidate(canary(20), person) && meetsCandidate(other, person))
  expect(inBoth.length / people.length).toBeLessThan(0.08)
})

test('without an end user a conversation keeps its version: by its id, or by its first message', () => {
  for (let index = 0; index < 200; index += 1) {
    const byId = { conversationId: newId() }
    expect(meetsCandidate(canary(50), caller(byId))).toBe(meetsCandidate(canary(50), caller(byId)))
    const request = { firstMessage: `Question ${index}` }
    expect(meetsCandidate(canary(50), caller(request))).toBe(meetsCandidate(canary(50), caller(request)))
  }
})

test('by key, all requests of a key get one version', () => {
  const byKey = canary(50, { stickyBy: 'key' })
  const met = new Set(people.map((person) => meetsCandidate(byKey, person)))
  expect(met.size).toBe(1)
})

test('0 of 100 and all of 100 are exact', () => {
  expect(people.some((person) => meetsCandidate(canary(0), person))).toBe(false)
  expect(people.every((person) => meetsCandidate(canary(100), person))).toBe(true)
})

test('a shadow mirrors its share of the runs', () => {
  const shadow = canary(25, { kind: 'shadow' })
  const mirrored = people.filter(({ runId }) => isMirrored(shadow, runId)).length / people.length
  expect(Math.abs(mirrored - 0.25)).toBeLessThan(0.04)
})
