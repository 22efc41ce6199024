import { expect, test } from 'vitest'
import { createBudget } from '@/lib/contracts/budgets'
import { readFields, startFields } from './budget-form'

const good = { ...startFields(null), name: 'Pilot', limit: '2.50' }

test('a complete form produces a valid body', () => {
  const { errors, body } = readFields({ ...good, isDegrading: true, passages: '3', tokens: '' })
  expect(errors).toEqual({})
  expect(body).toEqual({
    refuseUnknownPrice: false,
    name: 'Pilot',
    limitMicros: 2_500_000,
    warnPercent: 80,
    degradation: { atPercent: 90, maxPassages: 3 },
  })
  expect(createBudget.body?.safeParse({ ...body, scope: 'workspace', period: 'day' }).success).toBe(true)
})

test('each invalid field has an error', () => {
  const wrong = { ...good, name: ' ', limit: '-1', warn: '0', isDegrading: true, degradeAt: '101', tokens: '3' }
  expect(Object.keys(readFields(wrong).errors).sort()).toEqual(['degradeAt', 'limit', 'name', 'tokens', 'warn'])
  expect(readFields({ ...good, isDegrading: true }).errors).toEqual({
    model: 'Choose a model, or enter a number of passages or tokens.',
  })
  expect(readFields({ ...good, tokens: 'x' }).errors).toEqual({})
})
