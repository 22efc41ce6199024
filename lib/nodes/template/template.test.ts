import { expect, test } from 'vitest'
import { chatApp, runApp } from '../testing/run-app'
import { manifest } from './manifest'

test('fills values in, from its own inputs and from other nodes', async () => {
  const graph = chatApp(
    [{ id: 't', type: 'template', config: { text: '{{a}} / {{in.message}} / {{ not one }}' } }],
    ['in.message -> t.a', 't.text -> out.text'],
  )
  expect((await runApp(graph, { inputs: { message: 'm' } })).outputs?.text).toBe('m / m / {{ not one }}')
})

test('a text without values is written when something arrives', async () => {
  const graph = chatApp(
    [{ id: 't', type: 'template', config: { text: 'Hello' } }],
    ['in.message -> t.when', 't.text -> out.text'],
  )
  expect((await runApp(graph, { inputs: { message: 'm' } })).outputs?.text).toBe('Hello')
})

test('each name is one input', () => {
  const { inputs } = manifest.ports(manifest.config.parse({ text: '{{b}} {{a}} {{b}} {{n.port}}' }))
  expect(inputs.map((port) => port.id)).toEqual(['b', 'a', 'when'])
})
