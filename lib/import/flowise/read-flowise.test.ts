import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { startTestSandbox } from '@/lib/sandbox/start-test-sandbox'
import { type ImportedApp, importApps } from '../import-app'
import {
  branching,
  growing,
  joinedBranches,
  moderatedChain,
  questions,
  repeating,
  sequence,
  workspaceExport,
} from '../testing/flowise-files'
import { errorsOf, readFirst, runImported, statusesOf } from '../testing/run-imported'

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>
beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.close())

const run = (app: ImportedApp, inputs: JsonObject, answers: string[]) => runImported(app, { inputs, answers, sandbox })

test('runs the branch that the condition of an agentflow selects, with rich text as plain text and state from its writer', async () => {
  const app = readFirst(branching)
  expect(app.file.app).toMatchObject({ name: 'Example', kind: 'chat' })
  expect(await run(app, { message: 'a short one' }, ['Weather'])).toEqual({
    outputs: expect.objectContaining({ text: 'Topic: Weather' }),
    messages: [['system: Be brief & kind.\nSecond line', 'user: Question: a short one']],
  })
  expect(await run(app, { message: 'hello' }, [])).toMatchObject({ outputs: { text: '5' }, messages: [] })
  expect(statusesOf(app)).toEqual({
    start: 'equivalent',
    check: 'equivalent',
    brief: 'equivalent',
    reply: 'equivalent',
    count: 'equivalent',
    note: 'exact',
  })
})

test('reports a form, an iteration and nodes without an equivalent', () => {
  const app = readFirst(repeating)
  expect(app.file.app).toMatchObject({ name: 'Plan', kind: 'form' })
  expect(errorsOf(app)).toEqual(['PLACEHOLDER'])
  expect(statusesOf(app)).toMatchObject({ each: 'equivalent', back: 'partial', tool: 'missing' })
  expect(app.report.nodes.find(({ sourceId }) => sourceId === 'back')?.notes).toEqual([
    { key: 'setting', about: 'maxLoopCount' },
  ])
  expect(JSON.stringify(app.file)).not.toContain('sk-aaaa')
})

test('a chain sends its prompt unless moderation blocks the question', async () => {
  const app = readFirst(moderatedChain)
  const passed = '{"score":0,"reasons":""}'
  const { messages } = await run(app, { message: 'Hello' }, [passed, 'Bonjour'])
  expect(messages.at(-1)).toEqual(['user: Translate Hello to French. {braces}'])
  expect(statusesOf(app)).toEqual({ chain: 'equivalent', model: 'equivalent', prompt: 'equivalent', guard: 'partial' })
})

test('a store with its loaders and embeddings becomes one retriever, whose passages the prompt inserts', () => {
  const app = readFirst(questions)
  const { nodes } = app.file.graph
  expect(nodes.filter(({ type }) => type === 'retriever').map(({ config }) => config.limit)).toEqual([3])
  expect(errorsOf(app)).toEqual(['MISSING_RESOURCE'])
  const store = app.report.nodes.find(({ sourceId }) => sourceId === 'store')
  for (const id of ['file', 'embed'])
    expect(app.report.nodes.find(({ sourceId }) => sourceId === id)?.targets).toEqual(store?.targets)
})

test('agents in sequence see the conversation so far', async () => {
  const { outputs, messages } = await run(readFirst(sequence), { message: 'Go' }, ['One', 'Two'])
  expect(outputs).toMatchObject({ text: 'Two' })
  expect(messages.map((list) => list.filter((line) => !line.startsWith('system')))).toEqual([
    ['user: Go'],
    ['user: Go', 'assistant: One'],
  ])
})

test('an agent after branches sees the answers of all of them', async () => {
  const { messages } = await run(readFirst(joinedBranches), { message: 'Go' }, ['A', 'B', 'C', 'D'])
  const last = messages.at(-1)?.filter((line) => line.startsWith('assistant'))
  expect(last?.toSorted()).toEqual(['assistant: A', 'assistant: B', 'assistant: C'])
})

test('repeats a loop at most as often as configured, and reads the state of the current round in texts', async () => {
  const app = readFirst(growing)
  expect(errorsOf(app)).toEqual([])
  const once = await run(app, { message: 'x' }, ['long enough'])
  expect(once.outputs).toMatchObject({ text: 'Done: long enough' })
  const thrice = await run(app, { message: 'x' }, ['a', 'b', 'long enough'])
  expect(thrice.messages.map((list) => list.at(-1))).toEqual(['user: Improve 0', 'user: Improve a', 'user: Improve b'])
  expect(thrice.outputs).toMatchObject({ text: 'Done: long enough' })
  expect((await run(app, { message: 'x' }, ['a', 'b', 'c', 'd', 'e'])).messages).toHaveLength(3)
})

test('a workspace export contains one app for each flow', () => {
  expect(importApps(workspaceExport).map(({ file }) => file.app.name)).toEqual(['Translator'])
})

test.each([branching, growing, joinedBranches, repeating, moderatedChain, questions, sequence])(
  'every node of a file is in its report exactly once',
  (text) => {
    const ids = JSON.parse(text).nodes.map(({ id }: { id: string }) => id)
    expect(
      readFirst(text)
        .report.nodes.map(({ sourceId }) => sourceId)
        .toSorted(),
    ).toEqual(ids.toSorted())
  },
)
