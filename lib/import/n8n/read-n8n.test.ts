import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { startTestSandbox } from '@/lib/sandbox/start-test-sandbox'
import { errorsOf, readFirst, runImported, statusesOf } from '../testing/run-imported'
import { itemPath } from './expressions'

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>
beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.close())

const BASE = 'n8n-nodes-base'
const AI = '@n8n/n8n-nodes-langchain'

interface Drawn {
  name: string
  type: string
  parameters?: JsonObject
  more?: JsonObject
}

/** A workflow as n8n exports it. Connections are written `source kind output target`. */
function workflow(nodes: Drawn[], connections: string[]): string {
  const links: Record<string, Record<string, object[][]>> = {}
  for (const line of connections) {
    const [source = '', kind = '', output = '0', target = ''] = line.split(' ')
    links[source] ??= {}
    links[source][kind] ??= []
    const outputs = links[source][kind]
    while (outputs.length <= Number(output)) outputs.push([])
    outputs[Number(output)]?.push({ node: target, type: kind, index: 0 })
  }
  return JSON.stringify({
    name: 'Example',
    nodes: nodes.map(({ name, type, parameters = {}, more = {} }, index) => ({
      id: `${index}`,
      name,
      type,
      typeVersion: 4,
      position: [index * 200, 0],
      parameters,
      ...more,
    })),
    connections: links,
    settings: {},
  })
}

const chat = { name: 'Chat', type: `${AI}.chatTrigger` }
const model = {
  name: 'Model',
  type: `${AI}.lmChatOpenAi`,
  parameters: { model: { value: 'gpt-4o' }, options: { temperature: 0.2 } },
}

test('a chain sends its messages to the model and returns the answer as an item', async () => {
  const app = readFirst(
    workflow(
      [
        chat,
        model,
        {
          name: 'Chain',
          type: `${AI}.chainLlm`,
          parameters: {
            promptType: 'define',
            text: '=Say {{ $json.chatInput }}',
            messages: { messageValues: [{ message: 'Be kind.' }] },
          },
        },
        {
          name: 'Shape',
          type: `${BASE}.set`,
          parameters: {
            assignments: {
              assignments: [
                {
                  name: 'text',
                  type: 'string',
                  value: '=You: {{ $("Chat").item.json.chatInput }}, I: {{ $json.text.toUpperCase() }}',
                },
              ],
            },
          },
        },
      ],
      ['Chat main 0 Chain', 'Model ai_languageModel 0 Chain', 'Chain main 0 Shape'],
    ),
  )
  const { outputs, messages } = await runImported(app, { inputs: { message: 'hi' }, answers: ['yes'], sandbox })
  expect(messages).toEqual([['system: Be kind.', 'user: Say hi']])
  expect(outputs).toMatchObject({ text: 'You: hi, I: YES' })
  expect(statusesOf(app)).toEqual({ Chat: 'equivalent', Model: 'equivalent', Chain: 'equivalent', Shape: 'equivalent' })
})

test('a webhook becomes a form with the fields that expressions read; a branch and code run', async () => {
  const app = readFirst(
    workflow(
      [
        { name: 'Hook', type: `${BASE}.webhook` },
        {
          name: 'Long',
          type: `${BASE}.if`,
          parameters: {
            conditions: {
              combinator: 'and',
              conditions: [
                {
                  leftValue: '={{ $json.body.text }}',
                  rightValue: 'long',
                  operator: { type: 'string', operation: 'contains' },
                },
              ],
            },
          },
        },
        {
          name: 'Count',
          type: `${BASE}.code`,
          parameters: { jsCode: 'return [{ json: { size: items[0].json.body.text.length } }]' },
        },
        {
          name: 'Yes',
          type: `${BASE}.respondToWebhook`,
          parameters: { respondWith: 'text', responseBody: '=Size {{ $json.size }}' },
        },
        { name: 'No', type: `${BASE}.respondToWebhook`, parameters: { respondWith: 'text', responseBody: 'Short' } },
      ],
      ['Hook main 0 Long', 'Long main 0 Count', 'Count main 0 Yes', 'Long main 1 No'],
    ),
  )
  expect(app.file.app.kind).toBe('form')
  expect((await runImported(app, { inputs: { text: 'a long one' }, sandbox })).outputs).toMatchObject({
    text: 'Size 10',
  })
  expect((await runImported(app, { inputs: { text: 'tiny' }, sandbox })).outputs).toMatchObject({ text: 'Short' })
})

test('runs the nodes after a list for each of its items', async () => {
  const app = readFirst(
    workflow(
      [
        { name: 'Start', type: `${BASE}.manualTrigger` },
        {
          name: 'List',
          type: `${BASE}.set`,
          parameters: { assignments: { assignments: [{ name: 'names', type: 'array', value: '={{ ["a", "b"] }}' }] } },
        },
        { name: 'Each', type: `${BASE}.splitOut`, parameters: { fieldToSplitOut: 'names' } },
        {
          name: 'Greet',
          type: `${BASE}.set`,
          parameters: {
            assignments: { assignments: [{ name: 'line', type: 'string', value: '=Hi {{ $json.names }}' }] },
          },
        },
        {
          name: 'Join',
          type: `${BASE}.aggregate`,
          parameters: { fieldsToAggregate: { fieldToAggregate: [{ fieldToAggregate: 'line' }] } },
        },
      ],
      ['Start main 0 List', 'List main 0 Each', 'Each main 0 Greet', 'Greet main 0 Join'],
    ),
  )
  expect(errorsOf(app)).toEqual([])
  const { outputs } = await runImported(app, { inputs: {}, sandbox })
  expect(outputs).toMatchObject({ text: '{"line":["Hi a","Hi b"]}' })
})

test('continues at the error output of a node when the node fails', async () => {
  const app = readFirst(
    workflow(
      [
        chat,
        {
          name: 'Fail',
          type: `${BASE}.code`,
          parameters: { jsCode: 'throw new Error("no")' },
          more: { onError: 'continueErrorOutput' },
        },
        {
          name: 'Sorry',
          type: `${BASE}.set`,
          parameters: { assignments: { assignments: [{ name: 'text', type: 'string', value: 'Sorry' }] } },
        },
      ],
      ['Chat main 0 Fail', 'Fail main 1 Sorry'],
    ),
  )
  expect((await runImported(app, { inputs: { message: 'x' }, sandbox })).outputs).toMatchObject({
    text: 'Sorry',
  })
})

test('nodes without an equivalent become placeholders, and nodes without a trigger become notes', () => {
  const app = readFirst(
    workflow(
      [
        chat,
        { name: 'Sheet', type: `${BASE}.googleSheets`, parameters: { documentId: 'x', operation: 'clear' } },
        { name: 'Call', type: `${BASE}.httpRequest`, parameters: { url: '={{ $json.url }}', method: 'POST' } },
        { name: 'Alone', type: `${BASE}.httpRequest`, parameters: { url: 'https://example.com' } },
      ],
      ['Chat main 0 Sheet', 'Sheet main 0 Call'],
    ),
  )
  expect(statusesOf(app)).toEqual({ Chat: 'equivalent', Sheet: 'missing', Call: 'missing', Alone: 'partial' })
  expect([...new Set(errorsOf(app))]).toEqual(['PLACEHOLDER'])
  expect(app.file.graph.nodes.filter(({ type }) => type === 'http')).toEqual([])
})

test.each([
  ['$json.a["b c"][0]', { node: null, path: ['a', 'b c', '0'] }],
  [`$('My "node"').item.json.x`, { node: 'My "node"', path: ['x'] }],
  ['$item("0").$node["A"].json["b"]', { node: 'A', path: ['b'] }],
  ['$json.a.toUpperCase()', null],
  ['$json.a + 1', null],
])('reads the path of %s', (expression, expected) => {
  expect(itemPath(expression)).toEqual(expected)
})

test('sort, limit and remove duplicates work on all items of a list', async () => {
  const app = readFirst(
    workflow(
      [
        { name: 'Start', type: `${BASE}.manualTrigger` },
        {
          name: 'List',
          type: `${BASE}.set`,
          parameters: {
            assignments: {
              assignments: [{ name: 'rows', type: 'array', value: '={{ [{"n":2},{"n":1},{"n":2},{"n":3}] }}' }],
            },
          },
        },
        { name: 'Each', type: `${BASE}.splitOut`, parameters: { fieldToSplitOut: 'rows' } },
        {
          name: 'Order',
          type: `${BASE}.sort`,
          parameters: { sortFieldsUi: { sortField: [{ fieldName: 'n', order: 'descending' }] } },
        },
        { name: 'Once', type: `${BASE}.removeDuplicates`, parameters: {} },
        { name: 'Two', type: `${BASE}.limit`, parameters: { maxItems: 2 } },
        {
          name: 'Say',
          type: `${BASE}.set`,
          parameters: { assignments: { assignments: [{ name: 'line', type: 'string', value: '=n{{ $json.n }}' }] } },
        },
        {
          name: 'Join',
          type: `${BASE}.aggregate`,
          parameters: { fieldsToAggregate: { fieldToAggregate: [{ fieldToAggregate: 'line' }] } },
        },
      ],
      ['Start List', 'List Each', 'Each Order', 'Order Once', 'Once Two', 'Two Say', 'Say Join'].map((edge) =>
        edge.replace(' ', ' main 0 '),
      ),
    ),
  )
  expect(errorsOf(app)).toEqual([])
  expect(statusesOf(app)).toMatchObject({ Order: 'equivalent', Once: 'equivalent', Two: 'equivalent' })
  const { outputs } = await runImported(app, { inputs: {}, sandbox })
  expect(JSON.stringify(outputs)).toContain(JSON.stringify(JSON.stringify(['n3', 'n2'])).slice(1, -1))
})
