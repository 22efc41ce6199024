import { expect, test } from 'vitest'
import { chatApp, runApp } from '../testing/run-app'

const branch = {
  id: 'c',
  type: 'condition',
  config: { cases: [{ id: 'case1', conditions: [{ left: '{{value}}', operator: 'equals', right: 'a' }] }] },
}
const texts = [
  { id: 'x', type: 'template', config: { text: 'x {{v}}' } },
  { id: 'y', type: 'template', config: { text: 'y {{v}}' } },
]

test('passes on the branch that was taken', async () => {
  const graph = chatApp(
    [branch, ...texts, { id: 'm', type: 'merge' }],
    [
      'in.message -> c.value',
      'c.case1 -> x.v',
      'c.else -> y.v',
      'x.text -> m.values',
      'y.text -> m.values',
      'm.value -> out.text',
    ],
  )
  expect((await runApp(graph, { inputs: { message: 'a' } })).outputs?.text).toBe('x a')
  expect((await runApp(graph, { inputs: { message: 'b' } })).outputs?.text).toBe('y b')
})

test('collects values into a list in the order of the edges', async () => {
  const graph = chatApp(
    [branch, ...texts, { id: 'm', type: 'merge', config: { mode: 'collect' } }],
    [
      'in.message -> c.value',
      'in.message -> x.v',
      'c.else -> y.v',
      'y.text -> m.values',
      'x.text -> m.values',
      'm.value -> out.text',
    ],
  )
  expect((await runApp(graph, { inputs: { message: 'b' } })).outputs?.text).toBe('["y b","x b"]')
  expect((await runApp(graph, { inputs: { message: 'a' } })).outputs?.text).toBe('["x a"]')
})

test('waits for all named values', async () => {
  const graph = chatApp(
    [...texts, { id: 'm', type: 'merge', config: { mode: 'all', names: ['one', 'two'] } }],
    [
      'in.message -> x.v',
      'in.message -> y.v',
      'x.text -> m.one',
      'y.text -> m.two',
      'm.value -> out.text',
      'm.value -> out.data',
    ],
  )
  expect((await runApp(graph, { inputs: { message: 'b' } })).outputs?.data).toEqual({ one: 'x b', two: 'y b' })
})
