import { expect, test } from 'vitest'
import { z } from 'zod'
import { plainProblem } from './plain-problem'

const messageOf = (schema: z.ZodType, value: unknown) =>
  plainProblem(schema.safeParse(value).error?.issues[0]?.message ?? '')

test('what zod says of a form’s values is said in plain words', () => {
  expect([
    messageOf(z.string(), undefined),
    messageOf(z.number(), 'x'),
    messageOf(z.number().int(), 1.5),
    messageOf(z.number().max(10), 99),
    messageOf(z.number().positive(), 0),
    messageOf(z.string().min(3), 'a'),
    messageOf(z.array(z.string()).max(1), ['a', 'b']),
    messageOf(z.url(), 'x'),
  ]).toEqual([
    'Fill this in.',
    'This must be a number.',
    'This must be a whole number.',
    'At most 10.',
    'More than 0.',
    'At least 3 characters.',
    'At most 1 items.',
    'This is not a web address.',
  ])
})

test('a problem of a node’s settings keeps its place, and a sentence of our own its words', () => {
  expect(plainProblem('“Answer” (temperature): Too big: expected number to be <=2')).toBe(
    '“Answer” (temperature): At most 2.',
  )
  expect(plainProblem('The overlap can be at most half of the size.')).toBe(
    'The overlap can be at most half of the size.',
  )
})
