import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { compile } from '@/lib/graph/compile'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { scriptedModel } from '@/lib/nodes/testing/model-ports'
import { runApp } from '@/lib/nodes/testing/run-app'
import { startTestSandbox } from '@/lib/sandbox/start-test-sandbox'
import { importApps } from '../import-app'
import { branching, moderatedChain, questions, repeating, sequence, workspaceExport } from '../testing/flowise-files'

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>
beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.close())

const read = (text: string) => importApps(text, 'Example')[0] ?? expect.fail('The file was not recognised.')
const statuses = ({ report }: ReturnType<typeof read>) =>
  Object.fromEntries(report.nodes.map(({ sourceId, status }) => [sourceId, status]))

function issuesOf({ file }: ReturnType<typeof read>): string[] {
  const compiled = compile({ graph: file.graph, manifests: manifestOf })
  return compiled.ok ? [] : compiled.issues.filter(({ severity }) => severity === 'error').map(({ code }) => code)
}

async function run({ file }: ReturnType<typeof read>, inputs: JsonObject, answers: string[]) {
  const model = scriptedModel(answers.map((text) => ({ text })))
  const ports = {
    models: model.models,
    sandbox: { run: (request: never) => sandbox.sandbox.run(request, { workspaceId: 'w', appId: null }) },
  }
  const { outputs } = await runApp(file.graph, { inputs, ports })
  return {
    outputs,
    messages: model.requests.map(({ messages }) => messages.map(({ role, content }) => `${role}: ${content}`)),
  }
}

test('an agentflow takes the way of its condition, with rich text as plain text and state from its writer', async () => {
  const app = read(branching)
  expect(app.file.app).toMatchObject({ name: 'Example', kind: 'chat' })
  expect(await run(app, { message: 'a short one' }, ['Weather'])).toEqual({
    outputs: expect.objectContaining({ text: 'Topic: Weather' }),
    messages: [['system: Be brief & kind.\nSecond line', 'user: Question: a short one']],
  })
  expect(await run(app, { message: 'hello' }, [])).toMatchObject({ outputs: { text: '5' }, messages: [] })
  expect(statuses(app)).toEqual({
    ...{
      start: 'equivalent',
      check: 'equivalent',
      brief: 'partial',
      reply: 'equivalent',
      count: 'equivalent',
      note: 'exact',
    },
  })
})

test('a form, an iteration and what has no equivalent are reported', () => {
  const app = read(repeating)
  expect(app.file.app).toMatchObject({ name: 'Plan', kind: 'form' })
  expect(issuesOf(app)).toEqual(['PLACEHOLDER'])
  expect(statuses(app)).toMatchObject({ each: 'equivalent', back: 'partial', tool: 'missing' })
  expect(app.report.nodes.find(({ sourceId }) => sourceId === 'back')?.notes).toEqual([{ key: 'jump', about: 'plan' }])
  expect(JSON.stringify(app.file)).not.toContain('sk-aaaa')
})

test('a chain asks with its prompt, unless the moderation blocks the question', async () => {
  const app = read(moderatedChain)
  const passed = '{"score":0,"reasons":""}'
  const { messages } = await run(app, { message: 'Hello' }, [passed, 'Bonjour'])
  expect(messages.at(-1)).toEqual(['user: Translate Hello to French. {braces}'])
  expect(statuses(app)).toEqual({ chain: 'partial', model: 'equivalent', prompt: 'equivalent', guard: 'partial' })
})

test('a store with its loaders and embeddings becomes one retriever, whose passages the prompt inserts', () => {
  const app = read(questions)
  const { nodes } = app.file.graph
  expect(nodes.filter(({ type }) => type === 'retriever').map(({ config }) => config.limit)).toEqual([3])
  expect(issuesOf(app)).toEqual(['MISSING_RESOURCE'])
  const store = app.report.nodes.find(({ sourceId }) => sourceId === 'store')
  for (const id of ['file', 'embed'])
    expect(app.report.nodes.find(({ sourceId }) => sourceId === id)?.targets).toEqual(store?.targets)
})

test('agents in sequence see the conversation so far', async () => {
  const { outputs, messages } = await run(read(sequence), { message: 'Go' }, ['One', 'Two'])
  expect(outputs).toMatchObject({ text: 'Two' })
  expect(messages.map((list) => list.filter((line) => !line.startsWith('system')))).toEqual([
    ['user: Go'],
    ['user: Go', 'assistant: One'],
  ])
})

test('a workspace export gives one app for each flow', () => {
  expect(importApps(workspaceExport).map(({ file }) => file.app.name)).toEqual(['Translator'])
})

test.each([branching, repeating, moderatedChain, questions, sequence])(
  'every node of a file is in its report exactly once',
  (text) => {
    const ids = JSON.parse(text).nodes.map(({ id }: { id: string }) => id)
    expect(
      read(text)
        .report.nodes.map(({ sourceId }) => sourceId)
        .toSorted(),
    ).toEqual(ids.toSorted())
  },
)
