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
/** Coze's numbers for the types of blocks. */
const TYPE = {
  start: '1',
  end: '2',
  model: '3',
  code: '5',
  selector: '8',
  text: '15',
  break: '19',
  setVariable: '20',
  loop: '21',
  batch: '28',
  continue: '29',
  merge: '32',
  assign: '40',
  request: '45',
  parseJson: '59',
}
/** Coze's numbers for the operators of conditions. */
const OPERATOR = { equal: 1, greater: 13, less: 15 }
const AND = 2
const TYPESCRIPT = 5
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

const start = block('1', TYPE.start, {}, [{ type: 'string', name: 'q', required: true }])
const code = `async function main({ params }: Args): Promise<Output> { return { size: params.text.length } }`
const sample = canvas(
  [
    start,
    block('2', TYPE.code, { language: TYPESCRIPT, code, inputParameters: [{ name: 'text', input: ref('1', 'q') }] }),
    block('3', TYPE.selector, {
      branches: [
        {
          condition: {
            logic: AND,
            conditions: [
              { operator: OPERATOR.greater, left: { input: ref('2', 'size') }, right: { input: literal('3') } },
            ],
          },
        },
      ],
    }),
    block('4', TYPE.model, {
      inputParameters: [{ name: 'topic', input: ref('1', 'q') }],
      llmParam: [
        // Coze's own spelling.
        { name: 'modleName', input: literal('Doubao') },
        { name: 'systemPrompt', input: literal('Be brief.') },
        { name: 'prompt', input: literal('About {{topic}}') },
      ],
    }),
    block('5', TYPE.text, {
      method: 'concat',
      inputParameters: [{ name: 'a', input: ref('1', 'q') }],
      concatParams: [{ name: 'concatResult', input: literal('Short: {{a}}') }],
    }),
    block('6', TYPE.merge, { mergeGroups: [{ name: 'Group1', variables: [ref('4', 'output'), ref('5', 'output')] }] }),
    block('7', TYPE.end, {
      terminatePlan: 'returnVariables',
      inputParameters: [{ name: 'answer', input: ref('6', 'Group1') }],
    }),
  ],
  ['1 - 2', '2 - 3', '3 true 4', '3 false 5', '4 - 6', '5 - 6', '6 - 7'],
)

test('runs one branch, merges, and returns the output variables', async () => {
  const app = readFirst(JSON.stringify(sample))
  expect(errorsOf(app)).toEqual([])
  const long = await runImported(app, { inputs: { q: 'cats' }, answers: ['Meow'], sandbox })
  expect(long).toEqual({
    outputs: expect.objectContaining({ text: 'Meow' }),
    messages: [['system: Be brief.', 'user: About cats']],
  })
  expect((await runImported(app, { inputs: { q: 'ox' }, sandbox })).outputs).toMatchObject({ text: 'Short: ox' })
  expect(statusesOf(app)).toMatchObject({ '1': 'equivalent', '2': 'equivalent', '3': 'equivalent', '4': 'equivalent' })
})

test('runs the body of a batch for each item, and reports references into the body from outside', async () => {
  const inner = block('9', TYPE.code, {
    language: TYPESCRIPT,
    code: 'function main({ params }) { return { out: params.x + "!" } }',
    inputParameters: [{ name: 'x', input: ref('8', 'items') }],
  })
  const batch = {
    ...block('8', TYPE.batch, { inputParameters: [{ name: 'items', input: ref('1', 'list') }] }, [
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
          block('1', TYPE.start, {}, [{ type: 'list', name: 'list', required: true }]),
          batch,
          block('7', TYPE.end, { inputParameters: outputs }),
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

test('reads the canvas from export files and clipboard data', () => {
  for (const type of ['coze-workflow-export-data', 'coze-workflow-clipboard-data'])
    expect(importApps(JSON.stringify({ type, json: sample }))).toHaveLength(1)
})

test('converts HTTP requests, JSON parsing and app variables without missing nodes', async () => {
  const variable = { value: { type: 'ref', content: { source: 'global_variable_app', path: ['topic'], blockID: '' } } }
  const file = canvas(
    [
      block('1', TYPE.start, {}, [{ name: 'q', type: 'string', required: true }]),
      block('2', TYPE.parseJson, { inputParameters: [{ name: 'input', input: ref('1', 'q') }] }, [{ name: 'output' }]),
      block('3', TYPE.assign, { inputParameters: [{ left: variable, right: ref('2', 'output.a') }] }),
      block('4', TYPE.request, {
        apiInfo: { method: 'POST', url: 'https://api.example.com/{{block_output_2.output.a}}' },
        headers: [{ name: 'X-Topic', input: variable }],
        body: { bodyType: 'JSON', bodyData: { json: '{"a": 1}' } },
      }),
      block('5', TYPE.end, { inputParameters: [{ name: 'topic', input: variable }] }),
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

/** A loop that adds up the numbers of a list, skips negative ones, and ends at a zero. */
function summing(loopInputs: JsonObject) {
  const item = ref('8', 'items')
  const total = ref('8', 'total')
  const when = (operator: number) => ({
    branches: [
      { condition: { logic: AND, conditions: [{ operator, left: { input: item }, right: { input: literal('0') } }] } },
    ],
  })
  const add = 'function main({ params }) { return { sum: Number(params.a) + Number(params.b) } }'
  const parameters = [
    { name: 'a', input: total },
    { name: 'b', input: item },
  ]
  const loop = {
    ...block('8', TYPE.loop, loopInputs, [
      { name: 'sum', input: total },
      { name: 'sums', input: ref('11', 'sum') },
    ]),
    blocks: [
      block('9', TYPE.selector, when(OPERATOR.equal)),
      block('10', TYPE.break, {}),
      block('13', TYPE.selector, when(OPERATOR.less)),
      block('14', TYPE.continue, {}),
      block('11', TYPE.code, { language: TYPESCRIPT, code: add, inputParameters: parameters }),
      block('12', TYPE.setVariable, { inputParameters: [{ left: total, right: ref('11', 'sum') }] }),
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
      block('1', TYPE.start, {}, [{ type: 'list', name: 'list', required: true }]),
      loop,
      block('7', TYPE.end, { inputParameters: [{ name: 'sum', input: ref('8', 'sum') }] }),
    ],
    ['1 - 8', '8 loop-output 7'],
  )
}

test('keeps the variables of a loop, continues with the next item, and ends at a break', async () => {
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

test.each(['count', 'infinite'])('repeats a loop of type %s until a break', async (loopType) => {
  const total = ref('8', 'total')
  const loop = {
    ...block('8', TYPE.loop, {
      loopType,
      loopCount: literal('9'),
      variableParameters: [{ name: 'total', input: literal('') }],
    }),
    blocks: [
      block('9', TYPE.text, {
        method: 'concat',
        inputParameters: [{ name: 'a', input: total }],
        concatParams: [{ name: 'concatResult', input: literal('{{a}}x') }],
      }),
      block('12', TYPE.setVariable, { inputParameters: [{ left: total, right: ref('9', 'output') }] }),
      block('10', TYPE.selector, {
        branches: [
          {
            condition: {
              logic: AND,
              conditions: [{ operator: OPERATOR.equal, left: { input: total }, right: { input: literal('xxx') } }],
            },
          },
        ],
      }),
      block('11', TYPE.break, {}),
    ],
    edges: [
      { sourceNodeID: '8', targetNodeID: '9', sourcePortID: 'loop-function-inline-output' },
      { sourceNodeID: '9', targetNodeID: '12' },
      { sourceNodeID: '12', targetNodeID: '10' },
      { sourceNodeID: '10', targetNodeID: '11', sourcePortID: 'true' },
    ],
  }
  const file = canvas(
    [block('1', TYPE.start, {}, []), loop, block('7', TYPE.end, { inputParameters: [{ name: 'text', input: total }] })],
    ['1 - 8', '8 loop-output 7'],
  )
  const app = readFirst(JSON.stringify(file))
  expect(errorsOf(app)).toEqual([])
  expect((await runImported(app, { inputs: {}, sandbox })).outputs).toMatchObject({ data: { text: 'xxx' } })
})
