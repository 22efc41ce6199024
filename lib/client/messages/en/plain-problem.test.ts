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
    messageOf(z.array(z.string()).max(2), ['a', 'b', 'c']),
    messageOf(z.url(), 'x'),
  ]).toEqual([
    'Fill this in.',
    'This must be a number.',
    'This must be a whole number.',
    'At most 10.',
    'More than 0.',
    'At least 3 characters.',
    'At most 1 item.',
    'At most 2 items.',
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

test('the path of a field and the values of a schema are no types', () => {
  expect(plainProblem('“Answer” (object): Invalid input: expected array, received object')).toBe(
    '“Answer” (object): This must be a list.',
  )
  expect(messageOf(z.string().startsWith('object'), 'x')).toBe('This must start with “object”.')
})

test('words empty values, single items and wrong formats without zod’s notation', () => {
  expect([
    messageOf(z.string().min(1), ''),
    messageOf(z.array(z.string()).min(1), []),
    messageOf(z.string().max(1), 'ab'),
    messageOf(z.string().length(3), 'a'),
    messageOf(z.string().length(1), 'ab'),
    messageOf(z.array(z.string()).length(1), []),
    messageOf(z.enum(['fast', 'slow']), 'x'),
    messageOf(z.string().regex(/^[a-z]+$/), '1'),
    messageOf(z.uuid(), 'x'),
    messageOf(z.iso.date(), 'x'),
    messageOf(z.iso.datetime(), 'x'),
  ]).toEqual([
    'Fill this in.',
    'Choose at least one.',
    'At most 1 character.',
    'Exactly 3 characters.',
    'Exactly 1 character.',
    'Exactly 1 item.',
    'This is none of the choices.',
    'This is not written in the form that is asked for.',
    'This is not a valid id.',
    'This is not a date such as 2026-01-31.',
    'This is not a date and time such as 2026-01-31T12:00:00Z.',
  ])
})
