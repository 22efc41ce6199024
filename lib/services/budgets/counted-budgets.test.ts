import { expect, test } from 'vitest'
import type { ActiveBudget } from './active-budgets'
import { countedBudgets } from './counted-budgets'

const budget = (id: string, scopeId: string | null): ActiveBudget => ({
  ...{ id, workspaceId: 'w', name: id, scope: 'environment', scopeId, period: 'day' },
  ...{ limitMicros: 1, warnPercent: 80, degradation: null },
})
const caller = { workspaceId: 'w', appId: 'a', keyId: null, endUser: null, runId: null, userId: null }

test('a budget of an environment counts what runs there, and nothing of other environments or of the draft', () => {
  const budgets = [budget('each', null), budget('staging', 'a/staging'), budget('other', 'b/staging')]
  const counted = (environment: string | null) =>
    countedBudgets(budgets, { ...caller, environment }).map(({ id, subject }) => `${id} ${subject}`)
  expect(counted('staging')).toEqual(['each a/staging', 'staging a/staging'])
  expect(counted('production')).toEqual(['each a/production'])
  expect(counted(null)).toEqual([])
})
