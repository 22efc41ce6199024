import { expect, test } from 'vitest'
import { renewal } from '@/lib/services/budgets/describe-budget'
import { requireKnownPrice } from '@/lib/services/budgets/require-known-price'
import { toPublicError } from './to-public-error'

const told = (message: string) => toPublicError({ code: 'BUDGET_EXCEEDED', message }, 'r1').message

test('public errors say when a budget resets, without its name or amount', () => {
  const message = `The budget “Acme, secret” ($1,000.00) is used up. ${renewal('2026-11')}`
  expect(told(message)).toBe('A budget for this request is used up. It resets on 1 December 2026, 00:00 UTC.')
  expect(told(`What is left of the budget “Acme” is reserved by calls under way. Try again in a moment.`)).toBe(
    'A budget for this request is used up. Try again in a moment.',
  )
  expect(told(`The budget “Acme” ($1.00) is used up. ${renewal('never')}`)).toBe(
    'A budget for this request is used up.',
  )
})

test('a model with an unknown price is not reported as a used-up budget', () => {
  let message = ''
  try {
    requireKnownPrice([{ name: 'Acme, secret', refuseUnknownPrice: true }])
  } catch (error) {
    message = error instanceof Error ? error.message : ''
  }
  expect(told(message)).toBe('A budget rejects the model of this app, because its price is not known.')
})
