import { expect, test } from 'vitest'
import type { ActiveBudget } from './active-budgets'
import { countedBudgets } from './counted-budgets'

const budget = (id: string, scopeId: string | null): ActiveBudget => ({
  id,
  workspaceId: 'w',
  name: id,
  scope: 'environment',
  scopeId,
  period: 'day',
  limitMicros: 1,
  warnPercent: 80,
  degradation: null,
  refuseUnknownPrice: false,
})
const caller = { workspaceId: 'w', appId: 'a', keyId: null, endUser: null, runId: null, userId: null }

test('an environment budget counts only runs of that environment, not other environments or the draft', () => {
  const budgets = [budget('each', null), budget('staging', 'a/staging'), budget('other', 'b/staging')]
  const countedIn = (environment: string | null) =>
    countedBudgets(budgets, { ...caller, environment }).map(({ id, subject }) => `${id} ${subject}`)
  expect(countedIn('staging')).toEqual(['each a/staging', 'staging a/staging'])
  expect(countedIn('production')).toEqual(['each a/production'])
  expect(countedIn(null)).toEqual([])
})

test('a per-end-user budget also counts an anonymous end user by address', () => {
  const each = { ...budget('each', null), scope: 'end-user' } as const
  const one = { ...budget('one', 'sid'), scope: 'end-user' } as const
  const countedFor = (visitor: string | null) =>
    countedBudgets([each, one], { ...caller, endUser: 'sid', visitor }).map(({ id, subject }) => `${id} ${subject}`)
  expect(countedFor('hash')).toEqual(['each address:hash', 'each sid', 'one sid'])
  expect(countedFor(null)).toEqual(['each sid', 'one sid'])
})
