import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { compile } from '@/lib/graph/compile'
import { manifestOf } from '../manifests.gen'
import { chatApp, runApp } from '../testing/run-app'

function appWith(variables: JsonObject[], assignments: JsonObject[], text: string) {
  const graph = chatApp(
    [
      { id: 'set', type: 'set-variable', config: { assignments } },
      { id: 'say', type: 'template', config: { text } },
    ],
    ['in.message -> set.value', 'set.values -> say.when', 'say.text -> out.text', 'set.values -> out.data'],
  )
  const input = graph.nodes.find(({ id }) => id === 'in')
  if (input) input.config = { variables }
  return graph
}

test('keeps the type of a single reference, and fills other texts', async () => {
  const graph = appWith(
    [
      { name: 'said', type: 'text', scope: 'run' },
      { name: 'all', type: 'list', scope: 'run', default: '[1]' },
      { name: 'count', type: 'number', scope: 'run', default: '2' },
    ],
    [
      { variable: 'said', operation: 'set', value: 'He said “{{value}}”' },
      { variable: 'all', operation: 'append', value: ' {{vars.count}} ' },
      { variable: 'count', operation: 'increment', value: '5' },
    ],
    '{{vars.said}} {{vars.all}} {{vars.all.1}} {{vars.count}}',
  )
  const { outputs } = await runApp(graph, { inputs: { message: 'Hi {{vars.count}}' } })
  expect(outputs).toMatchObject({
    text: 'He said “Hi {{vars.count}}” [1,2] 2 7',
    data: { said: 'He said “Hi {{vars.count}}”', all: [1, 2], count: 7 },
  })
})

test('fails when a value does not fit, and names the variable', async () => {
  const graph = appWith(
    [{ name: 'count', type: 'number', scope: 'run' }],
    [{ variable: 'count', operation: 'set', value: '{{value}}' }],
    '{{vars.count}}',
  )
  const { error } = await runApp(graph, { inputs: { message: 'many' } })
  expect([error?.code, error?.nodeId, error?.message]).toEqual([
    'INVALID_INPUT',
    'set',
    expect.stringContaining('“count”'),
  ])
  expect((await runApp(graph, { inputs: { message: '12' } })).outputs?.text).toBe('12')
})

test('does not compile with an unknown variable, an operation of another type or a default that does not fit', () => {
  const keysOf = (...args: Parameters<typeof appWith>) => {
    const compiled = compile({ graph: appWith(...args), manifests: manifestOf })
    return compiled.ok ? [] : compiled.issues.map(({ key }) => key)
  }
  const set = (variable: string, operation = 'set') => [{ variable, operation, value: '{{value}}' }]
  const count = { name: 'count', type: 'number', scope: 'run' }
  expect(keysOf([count], set('count'), '')).toEqual([])
  expect(keysOf([count], set('other'), '')).toEqual(['graph.assignsUnknown'])
  expect(keysOf([count], set('count', 'append'), '')).toEqual(['graph.assignsUnfit'])
  expect(keysOf([{ ...count, default: 'x' }], set('count'), '')).toEqual(['nodeSettings.variableDefault'])
  expect(keysOf([count, count], set('count'), '')).toEqual(['nodeSettings.nameRepeated'])
})
