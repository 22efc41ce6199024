import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { renewal } from '@/lib/services/budgets/describe-budget'
import { requireKnownPrice } from '@/lib/services/budgets/require-known-price'
import { toPublicError } from './to-public-error'

const publicText = (problem: Problem) => toPublicError(new AppError('BUDGET_EXCEEDED', problem), 'r1').message
const exceeded = (period: string) =>
  problem('budgets.exceeded', { budget: 'Acme, secret', limit: '$1,000.00', renewal: renewal(period) })

test('public errors say when a budget resets, without its name or amount', () => {
  expect(publicText(exceeded('2026-11'))).toBe(
    'A budget for this request is used up. It resets on 2026-12-01 at 00:00 UTC.',
  )
  expect(publicText(problem('budgets.reserved', { budget: 'Acme' }))).toBe(
    'A budget for this request is used up. Try again in a moment.',
  )
  expect(publicText(exceeded('never'))).toBe('A budget for this request is used up.')
})

test('parameters of public errors hold nothing that the text does not show', () => {
  const { key, params } = toPublicError(new AppError('BUDGET_EXCEEDED', exceeded('2026-11')), 'r1')
  expect(key).toBe('publicApi.budgetExceededUntil')
  expect(JSON.stringify(params)).not.toMatch(/Acme|1,000/)
})

test('a public error stays the same when it is converted again', () => {
  const once = toPublicError(new AppError('BUDGET_EXCEEDED', exceeded('2026-11')), 'r1')
  expect(toPublicError(once, 'r1')).toEqual(once)
})

test('does not report a model of unknown price as a used-up budget', () => {
  let failure: Problem = { message: '' }
  try {
    requireKnownPrice([{ name: 'Acme, secret', refuseUnknownPrice: true }])
  } catch (error) {
    if (AppError.isInstance(error)) failure = error
  }
  expect(publicText(failure)).toBe('A budget rejects the model of this app because its price is unknown.')
})
