import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Json, JsonObject } from '@/lib/core/json'
import { startTestSandbox } from '@/lib/sandbox/start-test-sandbox'
import { errorsOf, readFirst, runImported, statusesOf } from '../testing/run-imported'

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>
beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.close())

type Block = JsonObject & { id: string; type: string }

const say = (id: string, text: string): Block => ({
  id,
  type: 'text',
  content: { richText: [{ type: 'p', children: [{ text }] }] },
})
const set = (id: string, variableId: string, expressionToEvaluate: string, overrides: JsonObject = {}): Block => ({
  id,
  type: 'Set variable',
  options: { variableId, expressionToEvaluate, ...overrides },
})

/** A bot as Typebot exports it. Edges are written `block[/item] > group[/block]`. */
function bot(groups: Record<string, Block[]>, edges: string[], variables: string[] = []): string {
  const [first = ''] = Object.keys(groups)
  return JSON.stringify({
    version: '6.1',
    name: 'Bot',
    events: [{ id: 'go', type: 'start', graphCoordinates: { x: 0, y: 0 } }],
    groups: Object.entries(groups).map(([id, blocks], index) => ({
      id,
      title: id,
      graphCoordinates: { x: index * 400, y: 0 },
      blocks,
    })),
    edges: [
      { id: 'e', from: { eventId: 'go' }, to: { groupId: first } },
      ...edges.map((edge, index) => {
        const [from = '', to = ''] = edge.split(' > ')
        const [blockId, itemId] = from.split('/')
        const [groupId, target] = to.split('/')
        const end = { groupId, ...(target ? { blockId: target } : {}) }
        return { id: `e${index}`, from: { blockId, ...(itemId ? { itemId } : {}) }, to: end }
      }),
    ],
    variables: variables.map((name) => ({ id: `v-${name}`, name })),
  })
}

test('bubbles answer, variables are set and calculated, and a condition selects a branch', async () => {
  const check: Block = {
    id: 'check',
    type: 'Condition',
    items: [
      {
        id: 'big',
        content: {
          logicalOperator: 'AND',
          comparisons: [{ variableId: 'v-Price', comparisonOperator: 'Greater than', value: '20' }],
        },
      },
    ],
  }
  const text = (price: string) =>
    bot(
      {
        begin: [
          set('zero', 'v-Price', price),
          set('add', 'v-Price', '{{Price}} + 5'),
          set('who', 'v-Who', 'she'),
          check,
          say('cheap', 'Cheap: {{Price}}'),
        ],
        dear: [say('much', '{{Who}} pays {{Price}}')],
      },
      ['check/big > dear'],
      ['Price', 'Who'],
    )
  const app = readFirst(text('0'))
  expect(errorsOf(app)).toEqual([])
  const answer = async (price: string) =>
    (await runImported(readFirst(text(price)), { inputs: { message: 'Hi' }, sandbox })).outputs
  expect(await answer('0')).toMatchObject({ text: 'Cheap: 5' })
  expect(await answer('20')).toMatchObject({ text: 'she pays 25' })
  expect(statusesOf(app)).toMatchObject({
    zero: 'equivalent',
    add: 'equivalent',
    check: 'equivalent',
    much: 'equivalent',
  })
})

test('the bubbles before an input become its question; a choice may have a branch of its own', () => {
  const choice: Block = {
    id: 'pick',
    type: 'choice input',
    items: [
      { id: 'yes', content: 'Yes' },
      { id: 'no', content: 'No' },
    ],
  }
  const app = readFirst(
    bot(
      {
        begin: [
          say('hi', 'Hey'),
          say('ask', 'Your name?'),
          { id: 'name', type: 'text input', options: { variableId: 'v-Name' } },
        ],
        more: [say('sure', 'Sure, {{Name}}?'), choice],
        end: [say('bye', 'Bye')],
      },
      ['name > more', 'pick/yes > end', 'pick/no > begin'],
      ['Name'],
    ),
  )
  expect(errorsOf(app)).toEqual([])
  const { nodes } = app.file.graph
  expect(nodes.filter(({ type }) => type === 'template').map(({ config }) => config.text)).toContain(
    'Hey\n\nYour name?',
  )
  expect(nodes.filter(({ type }) => type === 'approval').map(({ config }) => config.fields)).toMatchObject([
    [{ name: 'answer', type: 'text' }],
    [{ name: 'answer', type: 'choice', options: ['Yes', 'No'] }],
  ])
  expect(statusesOf(app)).toMatchObject({ hi: 'equivalent', ask: 'equivalent', bye: 'equivalent' })
})

test('a model block calls the model, and its answer is appended to a list', async () => {
  const model: Block = {
    id: 'ai',
    type: 'openai',
    options: {
      action: 'Create chat completion',
      model: 'gpt-4o',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'About {{Topic}}' },
      ],
      responseMapping: [{ item: 'Message content', variableId: 'v-Reply' }],
    },
  }
  const blocks: Block[] = [
    set('topic', 'v-Topic', 'cats'),
    model,
    { id: 'add', type: 'Set variable', options: { variableId: 'v-All', type: 'Append value(s)', item: '{{Reply}}' } },
    say('tell', '{{Reply}} {{All}}'),
  ]
  const app = readFirst(bot({ begin: blocks }, [], ['Topic', 'Reply', 'All']))
  expect(errorsOf(app)).toEqual([])
  const { outputs, messages } = await runImported(app, { inputs: { message: 'Hi' }, answers: ['Meow'], sandbox })
  expect(messages).toEqual([['system: Be brief.', 'user: About cats']])
  expect(outputs).toMatchObject({ text: 'Meow ["Meow"]' })
})

test('other blocks are mapped or become placeholders, and each is in the report once', () => {
  const webhook: Json = {
    url: 'https://api.example.com/a?b={{Name}}',
    method: 'POST',
    body: '{"n":"{{Name}}"}',
    headers: [],
  }
  const blocks: Block[] = [
    {
      id: 'call',
      type: 'Webhook',
      options: { webhook, responseVariableMapping: [{ bodyPath: 'data.items[0].id', variableId: 'v-Id' }] },
    },
    { id: 'run', type: 'Code', options: { content: 'const x = {{Name}}; x.length' } },
    { id: 'mail', type: 'Email', options: { recipients: ['a@example.com'], subject: 'New', body: '{{Id}}' } },
    {
      id: 'row',
      type: 'Google Sheets',
      options: {
        action: 'Insert a row',
        spreadsheetId: 's1',
        sheetId: '0',
        cellsToInsert: [{ column: 'Name', value: '{{Name}}' }],
      },
    },
    { id: 'pause', type: 'Wait', options: { secondsToWaitFor: '2' } },
    {
      id: 'split',
      type: 'AB test',
      options: { aPercent: 30 },
      items: [
        { id: 'a', path: 'a' },
        { id: 'b', path: 'b' },
      ],
    },
    { id: 'pixel', type: 'Pixel', options: {} },
    { id: 'other', type: 'Typebot link', options: { typebotId: 't' } },
    { id: 'pic', type: 'image', content: { url: 'https://example.com/a.png' } },
    { id: 'pay', type: 'payment input', options: { amount: '5' } },
    { id: 'jump', type: 'Jump', options: { groupId: 'end' } },
  ]
  const app = readFirst(bot({ begin: blocks, end: [say('bye', 'Bye')] }, [], ['Name', 'Id']))
  expect(new Set(errorsOf(app))).toEqual(new Set(['MISSING_RESOURCE', 'PLACEHOLDER']))
  expect(app.report.nodes.map(({ sourceId }) => sourceId)).toEqual(['go', ...blocks.map(({ id }) => id), 'bye'])
  expect(Object.entries(statusesOf(app)).filter(([, status]) => status === 'missing')).toEqual([['pay', 'missing']])
})
