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
  id,
  type,
  meta: { position: { x: Number(id) * 400, y: 0 } },
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
    method: 'POST',
    url: expect.stringMatching(/^https:\/\/api\.example\.com\/\{\{code-1\.result\.output\.a\}\}$/),
    headers: expect.arrayContaining([{ name: 'X-Topic', value: '{{vars.topic}}' }]),
  })
})

/** A loop over a list that adds up numbers, skips negative ones, and ends at a zero. */
function summing(loopInputs: JsonObject) {
  const item = ref('8', 'items')
  const total = ref('8', 'total')
  const when = (operator: number) => ({
    branches: [
      { condition: { logic: 2, conditions: [{ operator, left: { input: item }, right: { input: literal('0') } }] } },
    ],
  })
  const add = 'function main({ params }) { return { sum: Number(params.a) + Number(params.b) } }'
  const parameters = [
    { name: 'a', input: total },
    { name: 'b', input: item },
  ]
  const loop = {
    ...block('8', '21', loopInputs, [
      { name: 'sum', input: total },
      { name: 'sums', input: ref('11', 'sum') },
    ]),
    blocks: [
      block('9', '8', when(1)),
      block('10', '19', {}),
      block('13', '8', when(15)),
      block('14', '29', {}),
      block('11', '5', { language: 5, code: add, inputParameters: parameters }),
      block('12', '20', { inputParameters: [{ left: total, right: ref('11', 'sum') }] }),
    ],
    edges: [
      { sourceNodeID: '8', targetNodeID: '9', sourcePortID: 'loop-function-inline-output' },
      { sourceNodeID: '9', targetNodeID: '10', sourcePortID: 'true' },
      { sourceNodeID: '9', targetNodeID: '13', sourcePortID: 'false' },
      { sourceNodeID: '13', targetNodeID: '14', sourcePortID: 'true' },
      { sourceNodeID: '13', targetNodeID: '11', sourcePortID: 'false' },
      { sourceNodeID: '11', targetNodeID: '12' },
      { sourceNodeID: '12', targetNodeID: '8' },
    ],
  }
  return canvas(
    [
      block('1', '1', {}, [{ type: 'list', name: 'list', required: true }]),
      loop,
      block('7', '2', { inputParameters: [{ name: 'sum', input: ref('8', 'sum') }] }),
    ],
    ['1 - 8', '8 loop-output 7'],
  )
}

test('a loop keeps its variables, continues with the next item, and ends at a break', async () => {
  const file = summing({
    loopType: 'array',
    inputParameters: [{ name: 'items', input: ref('1', 'list') }],
    variableParameters: [{ name: 'total', input: literal('1') }],
  })
  const app = readFirst(JSON.stringify(file))
  expect([errorsOf(app), app.report.totals.missing]).toEqual([[], 0])
  const types = app.file.graph.nodes.map(({ type }) => type)
  expect(types.filter((type) => type === 'loop-break' || type === 'loop-continue')).toHaveLength(2)
  const sumOf = async (list: number[]) => (await runImported(app, { inputs: { list }, sandbox })).outputs
  expect(await sumOf([1, -5, 2, 0, 8])).toMatchObject({ data: { sum: 4 } })
  expect(await sumOf([3, 4])).toMatchObject({ data: { sum: 8 } })
})

test.each(['count', 'infinite'])('a loop of the type %s repeats until a break', async (loopType) => {
  const total = ref('8', 'total')
  const loop = {
    ...block('8', '21', {
      loopType,
      loopCount: literal('9'),
      variableParameters: [{ name: 'total', input: literal('') }],
    }),
    blocks: [
      block('9', '15', {
        method: 'concat',
        inputParameters: [{ name: 'a', input: total }],
        concatParams: [{ name: 'concatResult', input: literal('{{a}}x') }],
      }),
      block('12', '20', { inputParameters: [{ left: total, right: ref('9', 'output') }] }),
      block('10', '8', {
        branches: [
          {
            condition: {
              logic: 2,
              conditions: [{ operator: 1, left: { input: total }, right: { input: literal('xxx') } }],
            },
          },
        ],
      }),
      block('11', '19', {}),
    ],
    edges: [
      { sourceNodeID: '8', targetNodeID: '9', sourcePortID: 'loop-function-inline-output' },
      { sourceNodeID: '9', targetNodeID: '12' },
      { sourceNodeID: '12', targetNodeID: '10' },
      { sourceNodeID: '10', targetNodeID: '11', sourcePortID: 'true' },
    ],
  }
  const file = canvas(
    [block('1', '1', {}, []), loop, block('7', '2', { inputParameters: [{ name: 'text', input: total }] })],
    ['1 - 8', '8 loop-output 7'],
  )
  const app = readFirst(JSON.stringify(file))
  expect(errorsOf(app)).toEqual([])
  expect((await runImported(app, { inputs: {}, sandbox })).outputs).toMatchObject({ data: { text: 'xxx' } })
})
