import { expect, test } from 'vitest'
import { z } from 'zod'
import { bodyIssue } from './body-issue'

const Part = z.union(
  [
    z.strictObject({ type: z.literal('text'), text: z.string() }),
    z.strictObject({ type: z.literal('file'), url: z.null('Addresses are not fetched.') }),
  ],
  'Only texts and files are accepted.',
)
const Body = z.strictObject({
  input: z.union(
    [z.string(), z.array(z.strictObject({ content: z.union([z.string(), z.array(Part)]) }))],
    'A text or a list.',
  ),
  rating: z.enum(['up', 'down']).optional(),
})

function flawOf(value: unknown) {
  const { error } = Body.safeParse(value)
  if (!error) throw new Error('nothing is wrong with it')
  const { message, details } = bodyIssue(error)
  return { message, details }
}

test('explains the problem of the intended variant, not of the union', () => {
  const issuePath = 'input[0].content[1].url'
  const content = [
    { type: 'text', text: 'a' },
    { type: 'file', url: 'https://x.example' },
  ]
  expect(flawOf({ input: [{ content }] })).toEqual({
    message: `${issuePath}: Addresses are not fetched.`,
    details: { at: issuePath },
  })
})

test('lists the alternatives if no variant was intended', () => {
  expect(flawOf({ input: 5 })).toEqual({ message: 'input: A text or a list.', details: { at: 'input' } })
  expect(flawOf({ input: [{ content: [{ type: 'video' }] }] }).message).toBe(
    'input[0].content[0]: Only texts and files are accepted.',
  )
})

test('names an unknown key in the message, and its location in the details', () => {
  expect(flawOf({ input: 'a', graph: {} })).toEqual({ message: 'Unrecognized key: "graph"', details: { at: 'graph' } })
})

test('reports several problems on separate lines, without terminal markup', () => {
  const { message } = flawOf({ input: 5, rating: 'meh' })
  expect(message.split('\n')).toEqual(['input: A text or a list.', expect.stringMatching(/^rating: Invalid option/)])
})

test('repeats at most ten names of a hundred characters', () => {
  const manyNames = Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`name-${index}`, 1]))
  const flaw = flawOf({ input: 'a', ...manyNames })
  expect(flaw?.message).toMatch(/^Unrecognized keys: "name-0", .*"name-9", … \(60000\)$/)
  const longNameIssue = flawOf({ input: 'a', ['x'.repeat(900_000)]: 1 })
  expect(JSON.stringify(longNameIssue).length).toBeLessThan(500)
})
