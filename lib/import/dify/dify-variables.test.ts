import { afterAll, beforeAll, expect, test } from 'vitest'
import { stringify } from 'yaml'
import type { JsonObject } from '@/lib/core/json'
import { startTestSandbox } from '@/lib/sandbox/start-test-sandbox'
import type { ImportedApp } from '../import-app'
import { errorsOf, readFirst, runImported, statusesOf } from '../testing/run-imported'

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>
beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.close())

type Node = JsonObject & { id: string }

/** An app as Dify exports it. Edges are written `source handle target`. */
function app(mode: string, nodes: Node[], edges: string[], overrides: JsonObject = {}): string {
  return stringify({
    kind: 'app',
    version: '0.3.1',
    app: { name: 'Example', mode },
    workflow: {
      ...overrides,
      graph: {
        nodes: nodes.map(({ id, parentId, ...data }, index) => ({
          id,
          type: 'custom',
          position: { x: index * 300, y: 0 },
          data: { title: id, ...data },
          ...(parentId === undefined ? {} : { parentId }),
        })),
        edges: edges.map((edge) => {
          const [source, sourceHandle, target] = edge.split(' ')
          return { source, sourceHandle, target }
        }),
      },
    },
  })
}

/** Removes the node of this type, and its edges. */
function withoutNode(imported: ImportedApp, type: string): ImportedApp {
  const { graph } = imported.file
  const removed = graph.nodes.find((node) => node.type === type)?.id
  const nodes = graph.nodes.filter(({ id }) => id !== removed)
  const edges = graph.edges.filter(({ from, to }) => from.node !== removed && to.node !== removed)
  return { ...imported, file: { ...imported.file, graph: { ...graph, nodes, edges } } }
}

const start: Node = { id: 'start', type: 'start', variables: [] }
const counter: Node = {
  id: 'loop',
  type: 'loop',
  loop_count: 5,
  logical_operator: 'and',
  loop_variables: [{ label: 'i', var_type: 'number', value_type: 'constant', value: '0' }],
  break_conditions: [{ comparison_operator: '≥', value: '3', variable_selector: ['loop', 'i'] }],
}
const assign = (id: string, changes: JsonObject[], overrides: JsonObject = {}): Node => ({
  id,
  type: 'assigner',
  version: '2',
  items: changes,
  ...overrides,
})
const increment = assign(
  'add',
  [{ variable_selector: ['loop', 'i'], operation: '+=', input_type: 'constant', value: 1 }],
  { parentId: 'loop' },
)
const marker: Node = { id: 'begin', type: 'loop-start', parentId: 'loop' }

test('repeats a loop until its condition is true, and emits answers from inside it afterwards', async () => {
  const text = app(
    'advanced-chat',
    [
      start,
      counter,
      marker,
      increment,
      { id: 'say', type: 'answer', answer: '{{#loop.i#}};', parentId: 'loop' },
      { id: 'out', type: 'answer', answer: '{{#sys.query#}} {{#loop.i#}}' },
    ],
    ['start source loop', 'begin source add', 'add source say', 'loop source out'],
  )
  const imported = readFirst(text)
  expect(errorsOf(imported)).toEqual([])
  expect(statusesOf(imported)).toMatchObject({ loop: 'equivalent', add: 'equivalent', say: 'equivalent' })
  const { outputs } = await runImported(imported, { inputs: { message: 'rounds' } })
  // Both answers follow the loop in parallel, so either may come first.
  expect(outputs).toMatchObject({ text: expect.stringMatching(/1;2;3;[\s\S]*rounds 3|rounds 3[\s\S]*1;2;3;/) })
})

test('ends a loop after its maximum rounds if its condition never becomes true, or when a step breaks it', async () => {
  const endless = { ...counter, break_conditions: [] }
  const out: Node = { id: 'out', type: 'end', outputs: [{ variable: 'i', value_selector: ['loop', 'i'] }] }
  const bare = app(
    'workflow',
    [start, endless, marker, increment, out],
    ['start source loop', 'begin source add', 'loop source out'],
  )
  expect((await runImported(readFirst(bare), { inputs: {}, sandbox })).outputs).toMatchObject({ data: { i: 5 } })
  const check: Node = {
    id: 'check',
    type: 'if-else',
    parentId: 'loop',
    cases: [
      {
        case_id: 'true',
        logical_operator: 'and',
        conditions: [{ comparison_operator: '=', value: '2', variable_selector: ['loop', 'i'] }],
      },
    ],
  }
  const stopping = app(
    'workflow',
    [start, endless, marker, increment, check, { id: 'stop', type: 'loop-end', parentId: 'loop' }, out],
    ['start source loop', 'begin source add', 'add source check', 'check true stop', 'loop source out'],
  )
  const imported = readFirst(stopping)
  expect(errorsOf(imported)).toEqual([])
  expect(imported.file.graph.nodes.filter(({ type }) => type === 'loop-break')).toHaveLength(1)
  expect((await runImported(imported, { inputs: {}, sandbox })).outputs).toMatchObject({ data: { i: 2 } })
})

test('ends a loop without variables when a step breaks it', async () => {
  const bare: Node = { id: 'loop', type: 'loop', loop_count: 3, loop_variables: [], break_conditions: [] }
  const say: Node = { id: 'say', type: 'template-transform', template: 'x', variables: [], parentId: 'loop' }
  const text = app(
    'advanced-chat',
    [
      start,
      bare,
      marker,
      say,
      { id: 'stop', type: 'loop-end', parentId: 'loop' },
      { id: 'out', type: 'answer', answer: 'done' },
    ],
    ['start source loop', 'begin source say', 'say source stop', 'loop source out'],
  )
  const imported = readFirst(text)
  expect(errorsOf(imported)).toEqual([])
  expect((await runImported(imported, { inputs: { message: 'x' } })).outputs).toMatchObject({ text: 'done' })
})

test('imports conversation variables, environment variables and the form fields of a chat', async () => {
  const text = app(
    'advanced-chat',
    [
      { ...start, variables: [{ variable: 'tone', type: 'text-input', default: 'kindly' }] },
      assign('set', [
        {
          variable_selector: ['conversation', 'seen'],
          operation: 'append',
          input_type: 'variable',
          value: ['sys', 'query'],
        },
        { variable_selector: ['conversation', 'count'], operation: '-=', input_type: 'constant', value: 2 },
      ]),
      {
        id: 'older',
        type: 'assigner',
        write_mode: 'over-write',
        assigned_variable_selector: ['conversation', 'last'],
        input_variable_selector: ['conversation', 'seen'],
      },
      {
        id: 'code',
        type: 'code',
        code_language: 'javascript',
        outputs: { size: { type: 'number' } },
        code: 'function main({ list, count }) { return { size: list.length + count } }',
        variables: [
          { variable: 'list', value_selector: ['conversation', 'seen'] },
          { variable: 'count', value_selector: ['conversation', 'count'] },
        ],
      },
      {
        id: 'out',
        type: 'answer',
        answer: '{{#env.HOST#}} {{#start.tone#}} {{#conversation.last#}} {{#code.size#}}',
      },
    ],
    ['start source set', 'set source older', 'older source code', 'code source out'],
    {
      conversation_variables: [
        { name: 'seen', value_type: 'array[string]', value: ['a'] },
        { name: 'count', value_type: 'number', value: 10 },
        { name: 'last', value_type: 'object', value: {} },
      ],
      environment_variables: [
        { name: 'HOST', value_type: 'string', value: 'example.com' },
        { name: 'KEY', value_type: 'secret', value: 'very-secret' },
      ],
    },
  )
  const imported = readFirst(text)
  expect(errorsOf(imported)).toEqual([])
  expect(JSON.stringify(imported)).not.toContain('very-secret')
  expect(JSON.stringify(imported.file)).not.toContain('example.com')
  expect(imported.report.environment).toEqual([{ name: 'HOST', type: 'text', value: 'example.com' }])
  const variables = { 'env.HOST': 'example.com' }
  const { outputs } = await runImported(imported, { inputs: { message: 'b' }, variables, sandbox })
  expect(outputs).toMatchObject({ text: 'example.com kindly ["a","b"] 10' })
})

test('renames environment variables, keeps their types, and drops keys and unused variables', async () => {
  const text = app(
    'workflow',
    [
      start,
      {
        id: 'call',
        type: 'http-request',
        method: 'get',
        url: '{{#env.api-base#}}/v1',
        headers: '',
        params: '',
        body: { type: 'none' },
        authorization: { type: 'no-auth' },
      },
      {
        id: 'code',
        type: 'code',
        code_language: 'javascript',
        outputs: { size: { type: 'number' } },
        code: 'function main({ limit, names }) { return { size: limit + names.length } }',
        variables: [
          { variable: 'limit', value_selector: ['env', 'limit'] },
          { variable: 'names', value_selector: ['env', 'names'] },
        ],
      },
      { id: 'out', type: 'end', outputs: [{ variable: 'size', value_selector: ['code', 'size'] }] },
    ],
    ['start source code', 'code source out', 'start source call'],
    {
      environment_variables: [
        { name: 'api-base', value_type: 'string', value: 'https://api.example.com' },
        { name: 'limit', value_type: 'number', value: 5 },
        { name: 'names', value_type: 'array[string]', value: ['a', 'b'] },
        { name: 'api_key', value_type: 'string', value: 'not-in-the-file' },
        { name: 'unused', value_type: 'string', value: 'x' },
      ],
    },
  )
  const imported = readFirst(text)
  expect(errorsOf(imported)).toEqual([])
  expect(imported.file.graph.nodes.find(({ type }) => type === 'http')?.config.url).toBe('{{env.API_BASE}}/v1')
  expect(imported.report.environment).toEqual([
    { name: 'API_BASE', type: 'text', value: 'https://api.example.com' },
    { name: 'LIMIT', type: 'number', value: 5 },
    { name: 'NAMES', type: 'json', value: ['a', 'b'] },
  ])
  expect(JSON.stringify(imported)).not.toContain('not-in-the-file')
  const variables = { 'env.LIMIT': 5, 'env.NAMES': ['a', 'b'], 'env.API_BASE': 'https://api.example.com' }
  // The request is removed, so that the test needs no network.
  const { outputs } = await runImported(withoutNode(imported, 'http'), { inputs: {}, variables, sandbox })
  expect(outputs).toMatchObject({ data: { size: 7 } })
})
