import { expect, test } from 'vitest'
import type { EnginePorts } from '@/lib/engine/ports'
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

const deep = (levels: number) => Array.from({ length: levels }, (_, level) => `k${level}`).join('.')

test.each([
  ['a missing key', '{{h.json.nothing}}'],
  ['an index outside the list', '{{h.json.list.5}}'],
  ['a path 190 levels deep', `{{h.json.${deep(190)}}}`],
])('§7.20 %s fails with the expression and the node in its words', async (_, reference) => {
  const graph = chatApp(
    [
      { id: 'h', type: 'http', config: { url: 'https://api.example.com/{{q}}' } },
      { id: 't', type: 'template', config: { text: `Value: ${reference}` } },
    ],
    ['in.message -> h.q', 't.text -> out.text'],
  )
  const http: EnginePorts['http'] = {
    send: async () => ({ status: 200, headers: {}, body: '{"list":[1]}' }),
  }
  const { error } = await runApp(graph, { inputs: { message: 'm' }, ports: { http } })
  expect([error?.code, error?.nodeId]).toEqual(['REFERENCE_MISSING', 't'])
  expect(error?.message).toContain(reference)
  expect(error?.message).toContain('“h”')
})

test('§7.20 a path of 201 parts is no reference and stays text', async () => {
  const text = `{{in.message.${deep(199)}}}`
  const graph = chatApp(
    [{ id: 't', type: 'template', config: { text } }],
    ['in.message -> t.when', 't.text -> out.text'],
  )
  expect((await runApp(graph, { inputs: { message: 'm' } })).outputs?.text).toBe(text)
})

test('each name is one input', () => {
  const { inputs } = manifest.ports(manifest.config.parse({ text: '{{b}} {{a}} {{b}} {{n.port}}' }))
  expect(inputs.map((port) => port.id)).toEqual(['b', 'a', 'when'])
})
