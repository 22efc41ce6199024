import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Json, JsonObject } from '@/lib/core/json'
import { startTestSandbox } from '@/lib/sandbox/start-test-sandbox'
import { importApps } from '../import-app'
import { errorsOf, readFirst, runImported, statusesOf } from '../testing/run-imported'

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>
beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.close())

const ref = (blockID: string, name: string) => ({
  type: 'string',
  value: { type: 'ref', content: { source: 'block-output', blockID, name } },
})
const literal = (content: Json) => ({ type: 'string', value: { type: 'literal', content } })
const block = (id: string, type: string, inputs: JsonObject, outputs: JsonObject[] = []) => ({
  ...{ id, type, meta: { position: { x: Number(id) * 400, y: 0 } } },
  data: { nodeMeta: { title: `Block ${id}` }, inputs, outputs },
})

/** A canvas as Coze copies it. Edges are written `source port target`. */
const canvas = (nodes: object[], edges: string[]) => ({
  nodes,
  edges: edges.map((edge) => {
    const [sourceNodeID, sourcePortID, targetNodeID] = edge.split(' ')
    return { sourceNodeID, targetNodeID, ...(sourcePortID === '-' ? {} : { sourcePortID }) }
  }),
})

const start = block('1', '1', {}, [{ type: 'string', name: 'q', required: true }])
const code = `async function main({ params }: Args): Promise<Output> { return { size: params.text.length } }`
const sample = canvas(
  [
    start,
    block('2', '5', { language: 5, code, inputParameters: [{ name: 'text', input: ref('1', 'q') }] }),
    block('3', '8', {
      branches: [
        {
          condition: {
            logic: 2,
            conditions: [{ operator: 13, left: { input: ref('2', 'size') }, right: { input: literal('3') } }],
          },
        },
      ],
    }),
    block('4', '3', {
      inputParameters: [{ name: 'topic', input: ref('1', 'q') }],
      llmParam: [
        { name: 'modleName', input: literal('Doubao') },
        { name: 'systemPrompt', input: literal('Be brief.') },
        { name: 'prompt', input: literal('About {{topic}}') },
      ],
    }),
    block('5', '15', {
      method: 'concat',
      inputParameters: [{ name: 'a', input: ref('1', 'q') }],
      concatParams: [{ name: 'concatResult', input: literal('Short: {{a}}') }],
    }),
    block('6', '32', { mergeGroups: [{ name: 'Group1', variables: [ref('4', 'output'), ref('5', 'output')] }] }),
    block('7', '2', {
      terminatePlan: 'returnVariables',
      inputParameters: [{ name: 'answer', input: ref('6', 'Group1') }],
    }),
  ],
  ['1 - 2', '2 - 3', '3 true 4', '3 false 5', '4 - 6', '5 - 6', '6 - 7'],
)

test('a canvas takes one way, joins, and returns its variables', async () => {
  const app = readFirst(JSON.stringify(sample))
  expect(errorsOf(app)).toEqual([])
  const long = await runImported(app, { inputs: { q: 'cats' }, answers: ['Meow'], sandbox })
  expect(long).toEqual({
    outputs: expect.objectContaining({ text: 'Meow' }),
    messages: [['system: Be brief.', 'user: About cats']],
  })
  expect((await runImported(app, { inputs: { q: 'ox' }, sandbox })).outputs).toMatchObject({ text: 'Short: ox' })
  expect(statusesOf(app)).toMatchObject({ '1': 'equivalent', '2': 'equivalent', '3': 'equivalent', '4': 'partial' })
})

test('a batch runs its inside for each item; values inside are not read outside', async () => {
  const inner = block('9', '5', {
    language: 5,
    code: 'function main({ params }) { return { out: params.x + "!" } }',
    inputParameters: [{ name: 'x', input: ref('8', 'items') }],
  })
  const batch = {
    ...block('8', '28', { inputParameters: [{ name: 'items', input: ref('1', 'list') }] }, [
      { name: 'all', input: ref('9', 'out') },
    ]),
    blocks: [inner],
    edges: [
      { sourceNodeID: '8', targetNodeID: '9', sourcePortID: 'batch-function-inline-output' },
      { sourceNodeID: '9', targetNodeID: '8' },
    ],
  }
  const outputs = [
    { name: 'all', input: ref('8', 'all') },
    { name: 'hidden', input: ref('9', 'out') },
  ]
  const app = readFirst(
    JSON.stringify(
      canvas(
        [
          block('1', '1', {}, [{ type: 'list', name: 'list', required: true }]),
          batch,
          block('7', '2', { inputParameters: outputs }),
        ],
        ['1 - 8', '8 batch-output 7'],
      ),
    ),
  )
  expect(errorsOf(app)).toEqual([])
  expect((await runImported(app, { inputs: { list: ['a', 'b'] }, sandbox })).outputs).toMatchObject({
    data: { all: ['a!', 'b!'] },
  })
  expect(app.report.nodes.find(({ sourceId }) => sourceId === '7')?.notes).toEqual([
    { key: 'reference', about: '9.result.out' },
  ])
})

test('exports and copies have the canvas inside', () => {
  for (const type of ['coze-workflow-export-data', 'coze-workflow-clipboard-data'])
    expect(importApps(JSON.stringify({ type, json: sample }))).toHaveLength(1)
})

test('requests, JSON and variables of the app', async () => {
  const variable = { value: { type: 'ref', content: { source: 'global_variable_app', path: ['topic'], blockID: '' } } }
  const file = canvas(
    [
      block('1', '1', {}, [{ name: 'q', type: 'string', required: true }]),
      block('2', '59', { inputParameters: [{ name: 'input', input: ref('1', 'q') }] }, [{ name: 'output' }]),
      block('3', '40', { inputParameters: [{ left: variable, right: ref('2', 'output.a') }] }),
      block('4', '45', {
        apiInfo: { method: 'POST', url: 'https://api.example.com/{{block_output_2.output.a}}' },
        headers: [{ name: 'X-Topic', input: variable }],
        body: { bodyType: 'JSON', bodyData: { json: '{"a": 1}' } },
      }),
      block('5', '2', { inputParameters: [{ name: 'topic', input: variable }] }),
    ],
    ['1 - 2', '2 - 3', '3 - 5', '3 - 4'],
  )
  const app = readFirst(JSON.stringify(file))
  expect([errorsOf(app), app.report.totals.missing]).toEqual([[], 0])
  expect(app.file.graph.nodes.find(({ type }) => type === 'http')?.config).toMatchObject({
    ...{
      method: 'POST',
      url: expect.stringMatching(/^https:\/\/api\.example\.com\/\{\{code-1\.result\.output\.a\}\}$/),
    },
    headers: expect.arrayContaining([{ name: 'X-Topic', value: '{{vars.topic}}' }]),
  })
})
