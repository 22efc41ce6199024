import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Json, JsonObject } from '@/lib/core/json'
import { startTestSandbox } from '@/lib/sandbox/start-test-sandbox'
import { errorsOf, readFirst, runImported, statusesOf } from '../testing/run-imported'

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>
beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.close())

interface Sample {
  type: string
  inputs?: Record<string, Json>
  /** Ids of outputs by key. */
  outputs?: Record<string, string>
  parent?: string
}

/** A workflow as FastGPT exports it. Edges are written `source way target`. */
function workflow(nodes: Record<string, Sample>, edges: string[], chatConfig: JsonObject = {}): string {
  return JSON.stringify({
    nodes: Object.entries(nodes).map(([nodeId, { type, inputs = {}, outputs = {}, parent }], index) => ({
      nodeId,
      name: nodeId,
      flowNodeType: type,
      position: { x: index * 400, y: 0 },
      ...(parent === undefined ? {} : { parentNodeId: parent }),
      inputs: Object.entries(inputs).map(([key, value]) => ({
        key,
        value,
        renderTypeList: ['reference', 'textarea'],
        canEdit: true,
        label: key,
      })),
      outputs: Object.entries(outputs).map(([key, id]) => ({ id, key, type: 'static' })),
    })),
    edges: edges.map((edge) => {
      const [source = '', way = '', target = ''] = edge.split(' ')
      return { source, target, sourceHandle: `${source}-source-${way}`, targetHandle: `${target}-target-left` }
    }),
    chatConfig,
  })
}

const start: Sample = { type: 'workflowStart', outputs: { userChatInput: 'userChatInput' } }
const question = ['start', 'userChatInput']

test('a model gets its prompt and the question, and its answer is shown', async () => {
  const app = readFirst(
    workflow(
      {
        config: { type: 'userGuide' },
        start,
        chat: {
          type: 'chatNode',
          inputs: {
            model: 'gpt-4o',
            temperature: 3,
            systemPrompt: 'Be {{tone}}.',
            userChatInput: question,
            history: 0,
          },
          outputs: { answerText: 'answerText' },
        },
        after: { type: 'answerNode', inputs: { text: ' / {{$chat.answerText$}}' } },
      },
      ['start right chat', 'chat right after'],
      { variables: [{ key: 'tone', valueType: 'string', defaultValue: 'brief' }] },
    ),
  )
  expect(errorsOf(app)).toEqual([])
  const { outputs, messages } = await runImported(app, { inputs: { message: 'Why?' }, answers: ['So.'], sandbox })
  expect(messages).toEqual([['system: Be brief.', 'user: Why?']])
  expect(outputs).toMatchObject({ text: expect.stringContaining('/ So.') })
  expect(statusesOf(app)).toMatchObject({ config: 'equivalent', chat: 'equivalent', after: 'equivalent' })
})

test('code, conditions, and changes of global variables are converted', async () => {
  const app = readFirst(
    workflow(
      {
        start,
        code: {
          type: 'code',
          inputs: {
            codeType: 'js',
            code: 'async function main({ word }) { return { size: word.length } }',
            word: question,
          },
          outputs: { size: 'o1' },
        },
        check: {
          type: 'ifElseNode',
          inputs: {
            ifElseList: [
              { condition: 'AND', list: [{ variable: ['code', 'o1'], condition: 'greaterThan', value: '3' }] },
              {
                condition: 'OR',
                list: [
                  {
                    variable: question,
                    condition: 'equalTo',
                    value: ['VARIABLE_NODE_ID', 'magic'],
                    valueType: 'reference',
                  },
                ],
              },
            ],
          },
        },
        set: {
          type: 'variableUpdate',
          inputs: {
            updateList: [
              {
                variable: ['VARIABLE_NODE_ID', 'magic'],
                value: ['', 'long: {{$start.userChatInput$}}'],
                renderType: 'input',
              },
              { variable: ['code', 'o1'], value: ['', '1'], renderType: 'input' },
            ],
          },
        },
        long: { type: 'answerNode', inputs: { text: '{{magic}} ({{$code.o1$}})' } },
        same: { type: 'answerNode', inputs: { text: 'magic' } },
        other: { type: 'answerNode', inputs: { text: 'short' } },
      },
      [
        'start right code',
        'code right check',
        'check IF set',
        'set right long',
        'check ELSE IF 1 same',
        'check ELSE other',
      ].map((edge) => edge.replace('ELSE IF 1', 'ELSE_IF_1')),
      { variables: [{ key: 'magic', valueType: 'string', defaultValue: 'x' }] },
    ).replaceAll('ELSE_IF_1', 'ELSE IF 1'),
  )
  expect(errorsOf(app)).toEqual([])
  const answer = async (message: string) => (await runImported(app, { inputs: { message }, sandbox })).outputs
  expect(await answer('hello')).toMatchObject({ text: 'long: hello (5)' })
  expect(await answer('x')).toMatchObject({ text: 'magic' })
  expect(await answer('y')).toMatchObject({ text: 'short' })
  // Outputs of other nodes cannot be changed.
  expect(statusesOf(app)).toMatchObject({ set: 'partial', check: 'equivalent' })
})

test('a plugin has fields and outputs; a list is processed item by item', async () => {
  const app = readFirst(
    workflow(
      {
        start: { type: 'pluginInput', inputs: { words: null }, outputs: { words: 'w' } },
        each: { type: 'loop', inputs: { loopInputArray: ['start', 'w'] }, outputs: { loopArray: 'all' } },
        first: { type: 'loopStart', parent: 'each', outputs: { loopStartInput: 'item' } },
        join: {
          type: 'textEditor',
          parent: 'each',
          inputs: { system_textareaInput: '<{{$first.item$}}>' },
          outputs: { system_text: 't' },
        },
        last: { type: 'loopEnd', parent: 'each', inputs: { loopEndInput: ['join', 't'] } },
        out: { type: 'pluginOutput', inputs: { list: ['each', 'all'] } },
      },
      ['start right each', 'first right join', 'join right last', 'each right out'],
    ).replace('"label":"words"', '"label":"words","valueType":"arrayString"'),
  )
  expect(errorsOf(app)).toEqual([])
  const { outputs } = await runImported(app, { inputs: { words: ['a', 'b'] }, sandbox })
  expect(outputs).toMatchObject({ data: { list: ['<a>', '<b>'] } })
})

test('a selection by the user becomes an approval with a choice', () => {
  const app = readFirst(
    workflow(
      {
        start,
        ask: {
          type: 'userSelect',
          inputs: {
            description: 'Which one?',
            userSelectOptions: [
              { key: 'k1', value: 'One' },
              { key: 'k2', value: 'Two' },
            ],
          },
        },
        one: { type: 'answerNode', inputs: { text: 'first' } },
        two: { type: 'answerNode', inputs: { text: 'second' } },
        hint: { type: 'comment', inputs: { commentText: 'A hint' } },
      },
      ['start right ask', 'ask k1 one', 'ask k2 two'],
    ),
  )
  expect(errorsOf(app)).toEqual([])
  expect(app.file.graph.nodes.find(({ type }) => type === 'approval')?.config).toMatchObject({
    byVisitor: true,
    fields: [{ name: 'choice', type: 'choice', options: ['One', 'Two'] }],
  })
  expect(statusesOf(app)).toMatchObject({ ask: 'equivalent', hint: 'exact' })
})

test('searches, other AI nodes and Python are mapped; unknown nodes become placeholders', () => {
  const app = readFirst(
    workflow(
      {
        start,
        rewrite: {
          type: 'cfr',
          inputs: { model: 'm', history: 6, userChatInput: question },
          outputs: { system_text: 's' },
        },
        find: {
          type: 'datasetSearchNode',
          inputs: { userChatInput: ['rewrite', 's'], usingReRank: true },
          outputs: { quoteQA: 'q' },
        },
        kind: {
          type: 'classifyQuestion',
          inputs: {
            userChatInput: question,
            agents: [
              { key: 'a', value: 'Sales' },
              { key: 'b', value: 'Other' },
            ],
          },
        },
        fields: {
          type: 'contentExtract',
          inputs: {
            content: question,
            extractKeys: [{ key: 'city', desc: 'The city', valueType: 'string', required: true, enum: '' }],
          },
          outputs: { city: 'c' },
        },
        web: {
          type: 'httpRequest468',
          inputs: { system_httpMethod: 'POST', system_httpReqUrl: 'duckduckgo/search', query: question },
        },
        python: { type: 'code', inputs: { codeType: 'py', code: 'def main(): pass' } },
        other: { type: 'lafModule' },
        done: { type: 'answerNode', inputs: { text: '{{$fields.c$}} {{$find.q$}}' } },
      },
      [
        'start right rewrite',
        'rewrite right find',
        'find right kind',
        'kind a fields',
        'kind b web',
        'fields right done',
        'web right python',
        'python right other',
      ],
    ),
  )
  expect(new Set(errorsOf(app))).toEqual(new Set(['MISSING_RESOURCE', 'PLACEHOLDER']))
  expect(statusesOf(app)).toMatchObject({
    kind: 'equivalent',
    fields: 'equivalent',
    web: 'partial',
    find: 'partial',
    python: 'equivalent',
    other: 'missing',
  })
})
