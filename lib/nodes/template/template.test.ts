import { expect, test } from 'vitest'
import type { EnginePorts } from '@/lib/engine/ports'
import { chatApp, runApp } from '../testing/run-app'
import { manifest } from './manifest'

test('fills in values from its own inputs and from other nodes', async () => {
  const graph = chatApp(
    [{ id: 't', type: 'template', config: { text: '{{a}} / {{in.message}} / {{ not one }}' } }],
    ['in.message -> t.a', 't.text -> out.text'],
  )
  expect((await runApp(graph, { inputs: { message: 'm' } })).outputs?.text).toBe('m / m / {{ not one }}')
})

test('outputs text without values when an input arrives', async () => {
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
])('%s fails with a message that names the expression and the node', async (_, reference) => {
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

test('treats a path of 201 parts as text', async () => {
  const text = `{{in.message.${deep(199)}}}`
  const graph = chatApp(
    [{ id: 't', type: 'template', config: { text } }],
    ['in.message -> t.when', 't.text -> out.text'],
  )
  expect((await runApp(graph, { inputs: { message: 'm' } })).outputs?.text).toBe(text)
})

test('has one input per name', () => {
  const { inputs } = manifest.ports(manifest.config.parse({ text: '{{b}} {{a}} {{b}} {{n.port}}' }))
  expect(inputs.map((port) => port.id)).toEqual(['b', 'a'])
})
