import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { readRunStream } from '@/lib/api/testing/read-run-stream'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { getRun, planRunPart } from '@/lib/contracts/runs'
import type { foldRun } from '@/lib/engine/state/run-state'
import { emptyGraph, type Graph } from '@/lib/graph/graph'

let studio: TestStudio
let owner: TestPerson

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
})
afterAll(() => studio.close())

const nodeDefaults = { position: { x: 0, y: 0 }, version: 1 }
const GRAPH: Graph = {
  ...emptyGraph(),
  nodes: [
    { id: 'input', type: 'input', label: 'Input', config: {}, ...nodeDefaults },
    { id: 'greet', type: 'template', label: 'Greet', config: { text: 'Hello {{value}}' }, ...nodeDefaults },
    { id: 'loud', type: 'template', label: 'Loud', config: { text: '{{value}}!' }, ...nodeDefaults },
    { id: 'other', type: 'template', label: 'Other', config: { text: 'beside {{value}}' }, ...nodeDefaults },
    { id: 'answer', type: 'answer', label: 'Answer', config: {}, ...nodeDefaults },
  ],
  edges: [
    { id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'greet', port: 'value' } },
    { id: 'e2', from: { node: 'greet', port: 'text' }, to: { node: 'loud', port: 'value' } },
    { id: 'e3', from: { node: 'loud', port: 'text' }, to: { node: 'answer', port: 'text' } },
    { id: 'e4', from: { node: 'input', port: 'message' }, to: { node: 'other', port: 'value' } },
  ],
}

const withText = (nodeId: string, text: string, pinned?: string): Graph => ({
  ...GRAPH,
  nodes: GRAPH.nodes.map((node) =>
    node.id === nodeId ? { ...node, config: { text }, ...(pinned ? { pinned: { text: pinned } } : {}) } : node,
  ),
})

test("run to a node executes only its upstream steps, with the request's inputs, and stores the part", async () => {
  const appId = await makeApp()
  const plan = await planOf(appId, 'to', 'loud')
  expect(plan).toMatchObject({ runs: ['input', 'greet', 'loud'], reused: [], missing: [], needsInputs: true })
  const rejected = await studio.call({
    method: 'POST',
    path: `/api/studio/apps/${appId}/run-parts`,
    body: { kind: 'to', nodeId: 'loud' },
    person: owner,
  })
  expect(rejected.status).toBe(400)
  const { state, runId } = await part(appId, { kind: 'to', nodeId: 'loud', inputs: { message: 'Ada' } })
  expect(state).toMatchObject({ status: 'done', outputs: { loud: { text: 'Hello Ada!' } } })
  expect(Object.keys(state.nodes)).toEqual(['input', 'greet', 'loud'])
  expect((await readRun(runId)).run).toMatchObject({ part: { kind: 'to', nodeId: 'loud' }, sourceRunId: null })
})

test('run from a node and run a single node reuse the last results and report outdated ones', async () => {
  const appId = await makeApp()
  const complete = await run(`/api/studio/apps/${appId}/runs`, { inputs: { message: 'Ada' } })
  await saveDraft(appId, withText('loud', '{{value}}?'))
  const from = await part(appId, { kind: 'from', nodeId: 'loud' })
  expect(from.state.outputs).toEqual({ text: 'Hello Ada?' })
  expect(states(from.state)).toEqual({ input: 'reused', greet: 'reused', other: 'reused', loud: 'ran', answer: 'ran' })
  expect((await readRun(from.runId)).run).toMatchObject({ sourceRunId: complete.runId, sourceNodeId: 'loud' })
  const answerOnly = await part(appId, { kind: 'node', nodeId: 'answer' })
  expect(states(answerOnly.state)).toEqual({ loud: 'reused', answer: 'ran' })
  // Results missing in the last run are taken from earlier runs.
  expect(states((await part(appId, { kind: 'from', nodeId: 'greet' })).state)).toMatchObject({
    input: 'reused',
    greet: 'ran',
  })
  await saveDraft(appId, withText('greet', 'Good day {{value}}'))
  const plan = await planOf(appId, 'node', 'answer')
  expect(plan).toMatchObject({ runs: ['answer'], reused: ['loud'], outdated: ['loud'] })
  const fresh = await part(appId, { kind: 'node', nodeId: 'answer', runOutdated: true })
  expect(fresh.state.outputs).toEqual({ text: 'Good day Ada!' })
  expect(states(fresh.state)).toEqual({ input: 'reused', greet: 'ran', loud: 'ran', answer: 'ran' })
})

test('reports missing results before anything runs, and runs them first on request', async () => {
  const appId = await makeApp()
  await part(appId, { kind: 'to', nodeId: 'greet', inputs: { message: 'Ada' } })
  expect(await planOf(appId, 'node', 'answer')).toMatchObject({ missing: ['loud'], needsInputs: false })
  const body = { kind: 'node', nodeId: 'answer' }
  const rejected = await studio.call({
    method: 'POST',
    path: `/api/studio/apps/${appId}/run-parts`,
    body,
    person: owner,
  })
  expect(rejected.status).toBe(409)
  const { state } = await part(appId, { ...body, runMissing: true })
  expect(states(state)).toEqual({ greet: 'reused', loud: 'ran', answer: 'ran' })
})

test('a pin replaces nodes that only it needs, is shown in the trace, and is never used by a version', async () => {
  const appId = await makeApp(withText('greet', 'Hello {{value}}', 'By hand'))
  const { state } = await part(appId, { kind: 'to', nodeId: 'loud' })
  expect(state.outputs).toEqual({ loud: { text: 'By hand!' } })
  expect(states(state)).toEqual({ greet: 'reused', loud: 'ran' })
  const itself = await part(appId, { kind: 'to', nodeId: 'greet', inputs: { message: 'Ada' } })
  expect(itself.state.outputs).toEqual({ greet: { text: 'Hello Ada' } })
})

test('changed settings of a node rerun it and its dependents, belong to no version, and require an editor', async () => {
  const appId = await makeApp()
  const first = await run(`/api/studio/apps/${appId}/runs`, { inputs: { message: 'Ada' } })
  const path = `/api/studio/runs/${first.runId}/rerun`
  const second = await run(path, { configs: { greet: { text: 'Hi {{value}}' } } })
  expect(second.state.outputs).toEqual({ text: 'Hi Ada!' })
  expect(states(second.state)).toEqual({ input: 'reused', greet: 'ran', loud: 'ran', other: 'reused', answer: 'ran' })
  const graph = await studio.call({ method: 'GET', path: `/api/studio/runs/${second.runId}/graph`, person: owner })
  expect(JSON.stringify(await graph.json())).toContain('Hi {{value}}')
  const other = await run(path, { inputs: { message: 'Bob' }, configs: { loud: { text: '{{value}}?' } } })
  expect(other.state.outputs).toEqual({ text: 'Hello Bob?' })
  const runner = await studio.signUp('runner', owner.workspaceId)
  const body = { configs: { greet: { text: 'Hi' } } }
  expect((await studio.call({ method: 'POST', path, body, person: runner })).status).toBe(403)
  const unknown = await studio.call({ method: 'POST', path, body: { configs: { gone: {} } }, person: owner })
  expect(unknown.status).toBe(404)
})

test('with another value of one field, only nodes that read that field run again', async () => {
  const field = (name: string) => ({
    name,
    label: name,
    kind: 'text',
    options: [],
    required: true,
    default: '',
    personal: false,
  })
  const appId = await makeApp({
    ...emptyGraph(),
    nodes: [
      {
        id: 'input',
        type: 'input',
        label: 'Input',
        config: { mode: 'form', fields: ['a', 'b'].map(field) },
        ...nodeDefaults,
      },
      { id: 'one', type: 'template', label: 'One', config: { text: 'a is {{value}}' }, ...nodeDefaults },
      { id: 'two', type: 'template', label: 'Two', config: { text: 'b is {{input.b}}' }, ...nodeDefaults },
      { id: 'answer', type: 'answer', label: 'Answer', config: {}, ...nodeDefaults },
    ],
    edges: [
      { id: 'e1', from: { node: 'input', port: 'a' }, to: { node: 'one', port: 'value' } },
      { id: 'e2', from: { node: 'one', port: 'text' }, to: { node: 'answer', port: 'text' } },
    ],
  })
  const first = await run(`/api/studio/apps/${appId}/runs`, { inputs: { a: '1', b: '2' } })
  const path = `/api/studio/runs/${first.runId}/rerun`
  const other = await run(path, { inputs: { a: '1', b: '3' } })
  expect(states(other.state)).toEqual({ input: 'ran', one: 'reused', two: 'ran', answer: 'reused' })
  expect(other.state.nodes.two?.outputs).toEqual({ text: 'b is 3' })
  expect((await readRun(other.runId)).run).toMatchObject({ sourceRunId: first.runId, sourceNodeId: 'input' })
  const bothChanged = await run(path, { inputs: { a: '5', b: '2' }, configs: { two: { text: 'B: {{input.b}}' } } })
  expect(states(bothChanged.state)).toEqual({ input: 'ran', one: 'ran', two: 'ran', answer: 'ran' })
  expect(bothChanged.state.outputs).toEqual({ text: 'a is 5' })
})

const states = (state: ReturnType<typeof foldRun>) =>
  Object.fromEntries(Object.values(state.nodes).map(({ nodeId, pinned }) => [nodeId, pinned ? 'reused' : 'ran']))

async function makeApp(graph = GRAPH): Promise<string> {
  const response = await studio.call({
    method: 'POST',
    path: '/api/studio/apps',
    body: { name: 'Greets', graph },
    person: owner,
  })
  return z.looseObject({ id: z.string() }).parse(await response.json()).id
}

async function saveDraft(appId: string, graph: Graph): Promise<void> {
  const app = await studio.call({ method: 'GET', path: `/api/studio/apps/${appId}`, person: owner })
  const { revision } = z.looseObject({ revision: z.number() }).parse(await app.json())
  const saved = await studio.call({
    method: 'PUT',
    path: `/api/studio/apps/${appId}/draft`,
    body: { revision, graph },
    person: owner,
  })
  expect(saved.status).toBe(200)
}

async function planOf(appId: string, kind: string, nodeId: string) {
  const response = await studio.call({
    method: 'POST',
    path: `/api/studio/apps/${appId}/run-parts/plan`,
    body: { kind, nodeId },
    person: owner,
  })
  return planRunPart.response.parse(await response.json())
}

const part = (appId: string, body: object) => run(`/api/studio/apps/${appId}/run-parts`, body)

const run = async (path: string, body: object) =>
  readRunStream(await studio.call({ method: 'POST', path, body, person: owner }))

async function readRun(runId: string) {
  const response = await studio.call({ method: 'GET', path: `/api/studio/runs/${runId}`, person: owner })
  return getRun.response.parse(await response.json())
}
