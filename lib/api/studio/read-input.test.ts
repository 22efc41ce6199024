import { expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { parsePart } from './read-input'

const Body = z.strictObject({ name: z.string(), parts: z.record(z.string(), z.number()).optional() })

function rejectionOf(body: object): string {
  try {
    parsePart(Body, body)
  } catch (error) {
    if (AppError.isInstance(error)) return JSON.stringify({ message: error.message, details: error.details })
  }
  throw new Error('The body was accepted.')
}

test.each([
  ['one long name', { name: 'x', ['y'.repeat(900_000)]: 1 }],
  [
    '60,000 unknown names',
    { name: 'x', ...Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`name-${n}`, n])) },
  ],
  ['a long name with a wrong value', { name: 'x', parts: { ['z'.repeat(900_000)]: 'no number' } }],
])('keeps the rejection of %s short', (_, body) => {
  expect(rejectionOf(body).length).toBeLessThan(6_000)
})

test('names ten of the unknown names in a rejection', () => {
  const body = { name: 'x', ...Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`name-${n}`, n])) }
  expect(rejectionOf(body)).toContain('name-9\\", … (12)')
})
