import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { readRunStream } from '@/lib/api/testing/read-run-stream'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { getRun } from '@/lib/contracts/runs'
import { emptyGraph, type Graph } from '@/lib/graph/graph'

let studio: TestStudio
let owner: TestPerson
let appId: string

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  const response = await studio.call({
    method: 'POST',
    path: '/api/studio/apps',
    body: { name: 'Greets', graph: GRAPH },
    person: owner,
  })
  appId = z.looseObject({ id: z.string() }).parse(await response.json()).id
})
afterAll(() => studio.close())

const nodeDefaults = { position: { x: 0, y: 0 }, version: 1 }
const GRAPH: Graph = {
  ...emptyGraph(),
  nodes: [
    { id: 'input', type: 'input', label: 'Input', config: {}, ...nodeDefaults },
    { id: 'greet', type: 'template', label: 'Greet', config: { text: 'Hello {{value}}' }, ...nodeDefaults },
    { id: 'loud', type: 'template', label: 'Loud', config: { text: '{{value}}!' }, ...nodeDefaults },
    { id: 'answer', type: 'answer', label: 'Answer', config: {}, ...nodeDefaults },
  ],
  edges: [
    { id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'greet', port: 'value' } },
    { id: 'e2', from: { node: 'greet', port: 'text' }, to: { node: 'loud', port: 'value' } },
    { id: 'e3', from: { node: 'loud', port: 'text' }, to: { node: 'answer', port: 'text' } },
  ],
}

test('a rerun from a step reuses earlier results, and names its source run', async () => {
  const first = await run(`/api/studio/apps/${appId}/runs`, { inputs: { message: 'Ada' } })
  expect(first.state.outputs?.text).toBe('Hello Ada!')
  const second = await run(`/api/studio/runs/${first.runId}/rerun`, { fromNodeId: 'loud' })
  expect(second.state.outputs?.text).toBe('Hello Ada!')
  expect(['input', 'greet', 'loud'].map((id) => second.state.nodes[id]?.pinned)).toEqual([true, true, false])
  const { run: summary } = await readRun(second.runId)
  expect([summary.sourceRunId, summary.sourceNodeId, summary.status]).toEqual([first.runId, 'loud', 'succeeded'])
  expect((await readRun(first.runId)).run.sourceRunId).toBeNull()
})

test('reruns every step when the inputs differ', async () => {
  const first = await run(`/api/studio/apps/${appId}/runs`, { inputs: { message: 'Ada' } })
  const second = await run(`/api/studio/runs/${first.runId}/rerun`, { inputs: { message: 'Bob' }, useDraft: true })
  expect([second.state.outputs?.text, second.state.nodes.greet?.pinned]).toEqual(['Hello Bob!', false])
})

test('a viewer cannot rerun, and callers from outside do not see the run', async () => {
  const { runId } = await run(`/api/studio/apps/${appId}/runs`, { inputs: { message: 'Ada' } })
  const path = `/api/studio/runs/${runId}/rerun`
  const viewer = await studio.signUp('viewer', owner.workspaceId)
  const stranger = await studio.signUp('owner')
  const rejected = await studio.call({ method: 'POST', path, body: {}, person: viewer })
  const hidden = await studio.call({ method: 'POST', path, body: {}, person: stranger })
  expect([rejected.status, hidden.status]).toEqual([403, 404])
})

const run = async (path: string, body: object) =>
  readRunStream(await studio.call({ method: 'POST', path, body, person: owner }))

async function readRun(runId: string) {
  const response = await studio.call({ method: 'GET', path: `/api/studio/runs/${runId}`, person: owner })
  return getRun.response.parse(await response.json())
}
