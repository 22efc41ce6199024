import { expect, test } from 'vitest'
import { raiseInternal } from '@/lib/core/internal-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { EnginePorts } from '@/lib/engine/ports'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { pluginCatalog } from '@/lib/plugins/catalog.gen'
import { actionConfig } from '../shared/actions/new-action'
import { chatApp, runApp } from '../testing/run-app'
import { manifest } from './manifest'

function configOf(plugin: string, action: string, values: JsonObject): JsonObject {
  const summary = pluginCatalog.find(({ id }) => id === plugin)
  const found = summary?.actions.find(({ id }) => id === action)
  if (!summary || !found) return raiseInternal(`No action ${plugin}/${action}`)
  return { ...actionConfig(summary, found), connection: 'c1', values }
}

/** Runs one action, whose input `q` is a text of the end user, or the JSON in it. */
async function send(plugin: string, action: string, values: JsonObject, { q, isJson = false }: Given) {
  const sent: Json[] = []
  const ports: Partial<EnginePorts> = {
    databases: {
      ...fakePorts().databases,
      mongo: async ({ operation }) => {
        sent.push(JSON.parse(JSON.stringify(operation)))
        return { documents: [], isCut: false, affected: 0, ids: [] }
      },
      redis: async ({ commands }) => {
        sent.push(...commands.map(({ name, args }): Json => [name, ...args]))
        return commands.map(() => '1')
      },
    },
    connections: {
      ...fakePorts().connections,
      describe: async () => ({ kind: 'login', fields: { host: 'db.example.com', port: '1', database: 'd' } }),
    },
  }
  const graph = chatApp(
    [
      { id: 'e', type: 'edit-fields', config: { fields: [{ path: 'v', type: 'json', value: '{{in.message}}' }] } },
      { id: 'x', type: 'action', config: configOf(plugin, action, values) },
    ],
    isJson ? ['in.message -> out.text'] : ['in.message -> x.q', 'in.message -> out.text'],
  )
  const { error } = await runApp(graph, { inputs: { message: q }, ports })
  return { sent, error }
}

interface Given {
  q: string
  isJson?: boolean
}

const HOSTILE = [
  '", "customer":{"$ne":""}, "$comment":"',
  '"}},{"$unionWith":"users"},{"$match":{"a":"',
  'a,b\nc',
  '{"$ne":""}',
  '\\',
  '\u0001"x"\u0001 \u0002',
]

test.each(HOSTILE)('a text stays one text in a filter: %j', async (q) => {
  for (const filter of ['{"customer":"{{q}}"}', { customer: '{{q}}' }, '{"customer": {{q}} }']) {
    const { sent, error } = await send('mongodb', 'find-documents', { collection: 'orders', filter }, { q })
    expect(error).toBeNull()
    expect(sent).toMatchObject([{ filter: { customer: q } }])
  }
})

test.each(HOSTILE)('a text stays one text in a pipeline: %j', async (q) => {
  for (const pipeline of ['[{"$match":{"a":"for {{q}}"}}]', [{ $match: { a: 'for {{q}}' } }]]) {
    const { sent } = await send('mongodb', 'aggregate-documents', { collection: 'orders', pipeline }, { q })
    expect(sent).toMatchObject([{ pipeline: [{ $match: { a: `for ${q}` } }] }])
  }
})

test.each(HOSTILE)('a text stays one argument and one key: %j', async (q) => {
  for (const values of ['["k","{{q}}"]', ['k', '{{q}}'], 'k,{{q}}', 'k\n{{q}}']) {
    const { sent } = await send('redis', 'write-command', { command: 'SET', arguments: values }, { q })
    expect(sent).toEqual([['SET', 'k', q]])
  }
  for (const keys of ['user:{{q}}', ['user:{{q}}']]) {
    const { sent } = await send('redis', 'delete-keys', { keys }, { q })
    expect(sent).toEqual([['DEL', `user:${q}`]])
  }
  const { sent } = await send('redis', 'delete-keys', { keys: '{{q}}' }, { q })
  expect(sent).toEqual([['DEL', q]])
})

test('fills the texts of a stored update', async () => {
  const values = {
    collection: 'c',
    filter: { a: '{{q}}' },
    update: { $set: { name: '{{q}}' } },
  }
  const { sent } = await send('mongodb', 'update-documents', values, { q: 'Ada' })
  expect(sent).toMatchObject([{ filter: { a: 'Ada' }, update: { $set: { name: 'Ada' } } }])
})

test('outside quotes, a value keeps its type', async () => {
  const sentFor = async (filter: string, q: string) =>
    (await send('mongodb', 'find-documents', { collection: 'c', filter }, { q, isJson: true })).sent
  expect(await sentFor('{"age": {"$gt": {{e.object.v}} }}', '18')).toMatchObject([{ filter: { age: { $gt: 18 } } }])
  expect(await sentFor('{"id": {"$in": {{e.object.v}} }}', '["a","b"]')).toMatchObject([
    { filter: { id: { $in: ['a', 'b'] } } },
  ])
  expect(await sentFor('{"id": {{e.object.v}} }', '{"$oid":"6b0c8e00f1d2c3b4a5968778"}')).toMatchObject([
    { filter: { id: { $oid: '6b0c8e00f1d2c3b4a5968778' } } },
  ])
  expect(await sentFor('{"a": "{{e.object.v}}"}', '{"$ne":""}')).toMatchObject([{ filter: { a: '{"$ne":""}' } }])
  expect(await sentFor('{{e.object.v}}', '{"age": 18}')).toMatchObject([{ filter: { age: 18 } }])
})

test.each([
  ['{"a": {{e.object.v}} }', '{"$ne":""}'],
  ['{"a": {"$in": {{e.object.v}} }}', '[{"b":{"$regex":"."}}]'],
  ['{{e.object.v}}', '{"a":{"$ne":""}}'],
])('rejects operators from a value: %s', async (filter, q) => {
  const { sent, error } = await send('mongodb', 'find-documents', { collection: 'c', filter }, { q, isJson: true })
  expect([sent, error?.code, error?.key]).toEqual([[], 'INVALID_INPUT', 'plugins.operatorInserted'])
})

test('rejects an operator as a name, in text and in its stored form', async () => {
  for (const filter of ['{"{{q}}": 1}', { '{{q}}': 1 }]) {
    const rejected = await send('mongodb', 'find-documents', { collection: 'c', filter }, { q: '$where' })
    expect([rejected.sent, rejected.error?.key]).toEqual([[], 'plugins.operatorInserted'])
    const { sent } = await send('mongodb', 'find-documents', { collection: 'c', filter }, { q: 'name' })
    expect(sent).toMatchObject([{ filter: { name: 1 } }])
  }
})

test('rejects operators in a text that is the whole field', async () => {
  const values = { collection: 'c', filter: '{{q}}' }
  const { sent, error } = await send('mongodb', 'find-documents', values, { q: '{"a":{"$ne":""}}' })
  expect([sent, error?.code]).toEqual([[], 'INVALID_INPUT'])
})

test('an operator of the author may contain a value in its stored form', async () => {
  const values = { collection: 'c', filter: { name: { $ne: '{{q}}' } } }
  const { sent } = await send('mongodb', 'find-documents', values, { q: 'Ada' })
  expect(sent).toMatchObject([{ filter: { name: { $ne: 'Ada' } } }])
})

test('references in objects and lists are input ports, as in texts', () => {
  const portsOf = (values: JsonObject) =>
    manifest.ports(manifest.config.parse(configOf('redis', 'delete-keys', values))).inputs.map(({ id }) => id)
  expect(portsOf({ keys: ['user:{{id}}', '{{other}}'] })).toEqual(['id', 'other'])
  expect(portsOf({ keys: { deep: { '{{name}}': ['{{value}}'] } } })).toEqual(['name', 'value'])
  expect(portsOf({ keys: 'user:{{id}}' })).toEqual(['id'])
  expect(portsOf({ keys: { $wired: true } })).toEqual(['keys'])
})
