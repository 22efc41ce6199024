import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { startTestSandbox } from '@/lib/sandbox/start-test-sandbox'
import { errorsOf, readFirst, runImported, statusesOf } from '../testing/run-imported'

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>
beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.close())

/** A flow as Langflow exports it. Edges are written `source output target field`. */
function flow(nodes: [id: string, type: string, fields?: JsonObject][], edges: string[]): string {
  return JSON.stringify({
    name: 'Example',
    last_tested_version: '1.8.0',
    data: {
      nodes: nodes.map(([id, type, fields = {}], index) => ({
        id,
        type: type === 'note' ? 'noteNode' : 'genericNode',
        position: { x: index * 300, y: 0 },
        data: {
          type,
          id,
          node: {
            display_name: id,
            description: 'About',
            template: {
              _type: 'Component',
              code: { value: 'raise SystemExit' },
              ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }])),
            },
          },
        },
      })),
      edges: edges.map((edge) => {
        const [source = '', output, target = '', field] = edge.split(' ')
        const targetHandle = JSON.stringify({ fieldName: field, id: target }).replaceAll('"', 'œ')
        return { source, target, sourceHandle: '', targetHandle, data: { sourceHandle: { name: output } } }
      }),
    },
  })
}

test('prompts contain the values of their connections, and literals', async () => {
  const app = readFirst(
    flow(
      [
        ['chat', 'ChatInput'],
        ['prompt', 'Prompt', { template: 'In {language}, {{braces}}: {topic}', language: 'French', topic: '' }],
        ['model', 'LanguageModelComponent', { system_message: 'Be brief.', input_value: '', temperature: 0.1 }],
        ['out', 'ChatOutput', { input_value: '' }],
        ['hint', 'note'],
      ],
      ['chat message prompt topic', 'prompt prompt model input_value', 'model text_output out input_value'],
    ),
  )
  const { outputs, messages } = await runImported(app, { inputs: { message: 'cats' }, answers: ['Oui'], sandbox })
  expect(messages).toEqual([['system: Be brief.', 'user: In French, {braces}: cats']])
  expect(outputs).toMatchObject({ text: 'Oui' })
  expect(statusesOf(app)).toMatchObject({ chat: 'equivalent', out: 'equivalent', hint: 'exact' })
})

test('a router runs one branch', async () => {
  const app = readFirst(
    flow(
      [
        ['chat', 'ChatInput'],
        ['router', 'ConditionalRouter', { operator: 'contains', match_text: 'yes' }],
        ['a', 'ChatOutput', {}],
        ['b', 'ChatOutput', {}],
      ],
      ['chat message router input_text', 'router true_result a input_value', 'router false_result b input_value'],
    ),
  )
  expect(errorsOf(app)).toEqual([])
  expect((await runImported(app, { inputs: { message: 'oh yes' }, sandbox })).outputs).toMatchObject({ text: 'oh yes' })
})

test('an unknown component becomes a placeholder without its Python source', () => {
  const app = readFirst(
    flow(
      [
        ['chat', 'ChatInput'],
        ['own', 'MyComponent', { setting: 'x', api_key: 'abcdef' }],
        ['out', 'ChatOutput', {}],
      ],
      ['chat message own text', 'own result out input_value'],
    ),
  )
  expect(errorsOf(app)).toEqual(['PLACEHOLDER'])
  const [placeholder] = app.file.graph.nodes.filter(({ type }) => type === 'placeholder')
  expect(placeholder?.config.outputs).toEqual(['result'])
  expect(placeholder?.config.source).not.toMatch(/SystemExit|abcdef/)
})

test('components without inputs run, and the conversation is text', async () => {
  const alone = readFirst(
    flow(
      [
        ['prompt', 'Prompt', { template: 'Say hello.' }],
        ['model', 'LanguageModelComponent', { input_value: '' }],
        ['out', 'ChatOutput', {}],
      ],
      ['prompt prompt model input_value', 'model text_output out input_value'],
    ),
  )
  expect(await runImported(alone, { inputs: {}, answers: ['Hello'], sandbox })).toMatchObject({
    outputs: { text: 'Hello' },
    messages: [['user: Say hello.']],
  })
  const remembering = readFirst(
    flow(
      [
        ['chat', 'ChatInput'],
        ['memory', 'Memory'],
        ['prompt', 'Prompt', { template: 'History: {memory}' }],
        ['model', 'LanguageModelComponent', {}],
        ['out', 'ChatOutput', {}],
      ],
      [
        ...['memory messages_text prompt memory', 'prompt prompt model system_message'],
        ...['chat message model input_value', 'model text_output out input_value'],
      ],
    ),
  )
  const history = [
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: 'Hello' },
  ]
  const { messages } = await runImported(remembering, { inputs: { message: 'Go', history }, answers: ['x'], sandbox })
  expect(messages[0]?.[0]).toBe('system: History: User: Hi\nAI: Hello')
})
