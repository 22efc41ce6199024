import { expect, test } from 'vitest'
import { ExampleData } from '@/lib/contracts/example-data'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { scorersFor } from './suggest-scorers'
import { toTestCase } from './test-case'

const graph = chatApp([{ id: 'say', type: 'template', config: { text: '{{value}}' } }], ['in.message -> say.value'])
const suggested = (expected: readonly string[]) =>
  scorersFor(
    graph,
    expected.map((value) => toTestCase(ExampleData.parse({ inputs: { message: 'How much?' }, expected: value }))),
  ).map(({ kind }) => kind)

test('looks for short facts in the answer instead of counting shared words', () => {
  const kinds = suggested(['240 euros per month', 'sixteen weeks at full pay', 'the works council'])
  expect(kinds[0]).toBe('contains')
  expect(kinds).toContain('similarity')
  expect(kinds).not.toContain('token-f1')
})

test('compares labels exactly and long answers by their words', () => {
  expect(suggested(['refund', 'complaint'])[0]).toBe('equal')
  expect(suggested(['Parents get sixteen weeks of parental leave at full pay from the first day.'])[0]).toBe('token-f1')
})
