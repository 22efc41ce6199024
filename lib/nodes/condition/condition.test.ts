import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import type { EnginePorts } from '@/lib/engine/ports'
import { found, passage } from '../testing/model-ports'
import { chatApp, runApp } from '../testing/run-app'
import { manifest } from './manifest'

const branches = [
  { id: 'yes', type: 'template', config: { text: 'yes: {{v}}' } },
  { id: 'no', type: 'template', config: { text: 'no: {{v}}' } },
]
const EDGES = ['c.case1 -> yes.v', 'c.else -> no.v', 'yes.text -> out.text', 'no.text -> out.text']

function decide(conditions: JsonObject[], message: string, match = 'all') {
  const cases = [{ id: 'case1', match, conditions }]
  const graph = chatApp(
    [{ id: 'c', type: 'condition', config: { cases } }, ...branches],
    ['in.message -> c.value', ...EDGES],
  )
  return runApp(graph, { inputs: { message } })
}

test.each([
  ['{{value}}', 'equals', 'hi', 'hi', 'yes'],
  ['{{value}}', 'equals', 'hi', 'ho', 'no'],
  ['{{value}}', 'greater', '9', '10', 'yes'],
  ['{{in.message}}', 'contains', 'refund', 'a refund please', 'yes'],
  ['{{value}}', 'equals', 'true', 'true', 'yes'],
  ['{{value}}', 'matches', '^a+$', 'aaa', 'yes'],
  ['{{in.history}}', 'is-empty', '', 'x', 'yes'],
  ['plain', 'starts-with', 'pl', 'x', 'yes'],
])('%s %s %s with the message %s goes to %s, with the value', async (left, operator, right, message, branch) => {
  const { outputs, events } = await decide([{ left, operator, right }], message)
  expect(outputs?.text).toBe(`${branch}: ${message}`)
  expect(events.filter((event) => event.type === 'node-skip')).toHaveLength(1)
})

test('combines conditions with all and any', async () => {
  const conditions = [
    { left: '{{value}}', operator: 'contains', right: 'a' },
    { left: '{{value}}', operator: 'contains', right: 'b' },
  ]
  expect((await decide(conditions, 'a', 'all')).outputs?.text).toBe('no: a')
  expect((await decide(conditions, 'a', 'any')).outputs?.text).toBe('yes: a')
})

test('treats a list as empty by its items, not by its text', async () => {
  const cases = [{ id: 'case1', conditions: [{ left: '{{value}}', operator: 'is-not-empty' }] }]
  const graph = chatApp(
    [
      { id: 'r', type: 'retriever', config: { knowledgeBaseId: 'kb' } },
      { id: 'c', type: 'condition', config: { cases } },
      ...branches,
    ],
    ['in.message -> r.query', 'r.documents -> c.value', ...EDGES],
  )
  const search = (count: number): EnginePorts['knowledge'] => ({
    search: async () => found(...Array.from({ length: count }, (_, index) => passage(index + 1))),
  })
  const none = await runApp(graph, { inputs: { message: 'x' }, ports: { knowledge: search(0) } })
  expect(none.outputs?.text).toMatch(/^no: /)
  const some = await runApp(graph, { inputs: { message: 'x' }, ports: { knowledge: search(1) } })
  expect(some.outputs?.text).toMatch(/^yes: /)
})

test('treats a value that looks like code or a reference as plain text', async () => {
  for (const message of ['{{constructor.constructor("return process")()}}', '{{in.message}}']) {
    expect((await decide([{ left: '{{value}}', operator: 'equals', right: 'x' }], message)).outputs?.text).toBe(
      `no: ${message}`,
    )
  }
})

test('reports text around a reference and duplicate port names as graph issues', () => {
  const config = manifest.config.parse({
    cases: [{ id: 'else', conditions: [{ left: 'x {{value}}', operator: 'equals' }] }],
  })
  expect(manifest.check?.(config, 'c').map((issue) => issue.path)).toEqual(['cases', 'cases.0.conditions.0.left'])
})
