import { expect, test } from 'vitest'
import { z } from 'zod'
import { addEnglish } from './add-english'
import { addEnglishToSchemaIssue } from './add-english-to-schema-issue'
import { issueText } from './issue-text'
import { keyIssues } from './key-issues'
import { schemaError } from './schema-error'

function wordsFor(schema: z.ZodType, value: unknown): string {
  const [issue] = schema.safeParse(value, { error: keyIssues }).error?.issues ?? []
  const text = issue && issueText(issue)
  return text ? addEnglish(text).message : ''
}

test.each([
  [z.string(), undefined, 'Fill this in.'],
  [z.string().min(1), '', 'Fill this in.'],
  [z.number(), 'x', 'This must be a number.'],
  [z.number(), null, 'This must be a number.'],
  [z.number().int(), 1.5, 'This must be a whole number.'],
  [z.array(z.string()), {}, 'This must be a list.'],
  [z.number().max(1_000), 1_001, 'At most 1,000.'],
  [z.number().min(2), 1, 'At least 2.'],
  [z.number().positive(), 0, 'More than 0.'],
  [z.number().lt(3), 3, 'Less than 3.'],
  [z.number().multipleOf(5), 3, 'This must be a multiple of 5.'],
  [z.string().min(3), 'a', 'At least 3 characters.'],
  [z.string().max(1), 'ab', 'At most 1 character.'],
  [z.string().length(3), 'a', 'Exactly 3 characters.'],
  [z.array(z.string()).min(1), [], 'Choose at least one.'],
  [z.array(z.string()).max(1), ['a', 'b'], 'At most 1 item.'],
  [z.array(z.string()).length(2), [], 'Exactly 2 items.'],
  [z.enum(['fast', 'slow']), 'x', 'This is none of the choices.'],
  [z.discriminatedUnion('a', [z.object({ a: z.literal('x') })]), { a: 'y' }, 'This is none of the choices.'],
  [z.string().startsWith('object'), 'x', 'This must start with “object”.'],
  [z.string().regex(/^[a-z]+$/), '1', 'This does not have the required format.'],
  [z.url(), 'x', 'This is not a web address.'],
  [z.uuid(), 'x', 'This is not a valid ID.'],
  [z.iso.date(), 'x', 'This is not a date such as 2026-01-31.'],
  [z.iso.datetime(), 'x', 'This is not a date and time such as 2026-01-31T12:00:00Z.'],
  [z.strictObject({}), { a: 1, b: 2 }, 'These fields are unknown: a, b'],
  [z.string().refine(() => false), 'x', 'This value is not valid.'],
] as const)('describes a zod issue in words: %#', (schema, value, words) => {
  expect(wordsFor(schema, value)).toBe(words)
})

test('keeps the key of our own text, and gives APIs its message in English', () => {
  const schema = z.strictObject({
    name: z.string().min(1, schemaError('zod.chooseOne')),
    size: z.number().refine((size) => size > 1, schemaError('zod.atLeast', { limit: 2 })),
    age: z.number(),
  })
  const { error } = schema.safeParse({ name: '', size: 1 }, { error: keyIssues })
  expect(error?.issues.map(addEnglishToSchemaIssue)).toMatchObject([
    { path: ['name'], key: 'zod.chooseOne', message: 'Choose at least one.' },
    { path: ['size'], key: 'zod.atLeast', params: { limit: 2 }, message: 'At least 2.' },
    { path: ['age'], key: 'zod.missing', message: 'Invalid input: expected number, received undefined' },
  ])
})
