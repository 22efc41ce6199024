import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { Forecast } from '@/lib/contracts/forecast'
import type { Json, JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { connections } from '@/lib/db/schema/models'
import { runEvents, runGraphs, runs } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { compile } from '@/lib/graph/compile'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { ActiveRun } from '@/lib/runs/log/active-runs'
import { EventLog } from '@/lib/runs/log/event-log'
import { storedEvents } from '../runs/stored-events'

let studio: TestStudio
let owner: TestPerson
let connectionId: string

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  connectionId = newId()
  const models = ['gpt-4o', 'made-up'].map((name) => ({ id: name, label: name, ability: 'chat' as const }))
  await studio.system.db.insert(connections).values({
    id: connectionId,
    workspaceId: owner.workspaceId,
    name: 'OpenAI',
    provider: 'openai',
    models,
    status: 'ok',
  })
})
afterAll(() => studio.close())

const nodeDefaults = { position: { x: 0, y: 0 }, version: 1 }
function graphWith(config: JsonObject, model = 'gpt-4o'): Graph {
  const nodeConfig = { model: { connection: connectionId, model }, ...config }
  return {
    ...emptyGraph(),
    nodes: [
      { id: 'input', type: 'input', label: 'Input', config: {}, ...nodeDefaults },
      {
        id: 'prompt',
        type: 'template',
        label: 'Prompt',
        config: { text: `${'word '.repeat(400)}{{value}}` },
        ...nodeDefaults,
      },
      { id: 'model', type: 'chat-model', label: 'Model', config: nodeConfig, ...nodeDefaults },
      { id: 'answer', type: 'answer', label: 'Answer', config: {}, ...nodeDefaults },
    ],
    edges: [
      { id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'prompt', port: 'value' } },
      { id: 'e2', from: { node: 'prompt', port: 'text' }, to: { node: 'model', port: 'prompt' } },
      { id: 'e3', from: { node: 'model', port: 'text' }, to: { node: 'answer', port: 'text' } },
    ],
  }
}

test('without past runs, estimates from the prompt’s size and the model’s price only', async () => {
  const appId = await makeApp(graphWith({}))
  const open = await forecastOf(appId)
  expect(forecastOfNode(open, 'input').tokens).toEqual({ range: { low: 0, mid: 0, high: 0 }, source: { kind: 'free' } })
  // 400 words of text; the question and the answer are unknown.
  expect(forecastOfNode(open, 'model').tokens).toMatchObject({
    range: { mid: null, high: null },
    source: { kind: 'price' },
  })
  expect(forecastOfNode(open, 'model').tokens.range?.low).toBeGreaterThan(350)
  expect(forecastOfNode(open, 'model').cost.range?.low).toBeGreaterThan(500)
  expect(forecastOfNode(open, 'model').duration).toEqual({ range: null, source: { kind: 'none' } })
  expect(open.total.cost).toMatchObject({ range: { high: null }, source: { kind: 'nodes', isPartial: false } })
  const limited = await makeApp(graphWith({ maxOutputTokens: 100 }))
  const estimate = await forecastOf(limited, { inputs: { message: 'Hello there' } })
  const range = forecastOfNode(estimate, 'model').cost.range
  expect(range?.high).toBeGreaterThan(range?.low ?? 0)
  expect(forecastOfNode(estimate, 'model').tokens.range?.high).toBe(
    (forecastOfNode(estimate, 'model').tokens.range?.low ?? 0) + 100,
  )
})

test('a model without a price has an unknown cost, not 0', async () => {
  const appId = await makeApp(graphWith({ maxOutputTokens: 10 }, 'made-up'))
  const forecast = await forecastOf(appId)
  expect(forecastOfNode(forecast, 'model').cost).toEqual({ range: null, source: { kind: 'none' } })
  expect(forecast.total.cost.source).toEqual({ kind: 'nodes', isPartial: true })
})

test('past runs of the same graph give the 10 to 90 percentile range; a node with other settings has no past', async () => {
  const graph = graphWith({})
  const appId = await makeApp(graph)
  for (let count = 1; count <= 10; count += 1) await addRun(appId, graph, count)
  const forecast = await forecastOf(appId)
  expect(forecastOfNode(forecast, 'model')).toMatchObject({
    tokens: { range: { low: 110, mid: 150, high: 190 }, source: { kind: 'runs', runs: 10 } },
    cost: { range: { low: 1_000, mid: 5_000, high: 9_000 }, source: { kind: 'runs', runs: 10 } },
    duration: { range: { low: 10, mid: 50, high: 90 } },
  })
  expect(forecast.total).toMatchObject({
    tokens: { range: { low: 110, mid: 150, high: 190 }, source: { kind: 'runs', runs: 10 } },
    duration: { range: { low: 100, mid: 500, high: 900 } },
  })
  const part = await forecastOf(appId, { part: { kind: 'node', nodeId: 'prompt' } })
  expect(part.total.cost.range?.high).toBe(0)
  await saveDraft(appId, graphWith({ temperature: 1 }))
  const changed = await forecastOf(appId)
  expect(forecastOfNode(changed, 'model').cost.source).toEqual({ kind: 'price' })
  expect(forecastOfNode(changed, 'answer').duration.source).toEqual({ kind: 'runs', runs: 10 })
  // The output of earlier nodes determines the size of its prompt.
  expect(forecastOfNode(changed, 'model').tokens.range).toEqual({ low: 300, mid: null, high: 300 + 2_048 })
})

test('a call without a price makes the past cost unknown; runs with other models are ignored', async () => {
  const graph = graphWith({})
  const appId = await makeApp(graph)
  await addRun(appId, graph, 1, { costMicros: null })
  expect(forecastOfNode(await forecastOf(appId), 'model')).toMatchObject({
    tokens: { source: { kind: 'runs', runs: 1 } },
    cost: { range: null, source: { kind: 'none' } },
  })
  const other = await makeApp(graphWith({ maxOutputTokens: 7 }))
  await addRun(other, graphWith({ maxOutputTokens: 7 }), 1, { model: `${connectionId}/gpt-4o-mini` })
  expect(forecastOfNode(await forecastOf(other), 'model').tokens.source).toEqual({ kind: 'price' })
})

test('NUL and lone surrogates in a model’s answer are not stored, so that past runs stay readable', async () => {
  const graph = graphWith({})
  const appId = await makeApp(graph)
  const runId = await addRun(appId, graph, 1)
  const active = new ActiveRun(100)
  const usage = { model: `${connectionId}/gpt-4o`, inputTokens: 5, outputTokens: 5, costMicros: 1, estimated: false }
  const facts = {
    type: 'node-end' as const,
    nodeId: 'model',
    path: ['model'],
    atMs: 1,
    durationMs: 10,
  } satisfies Partial<RunEvent>
  const log = new EventLog({ db: studio.system.db, writer: 'test' })
  log.append(runId, active.number({ ...facts, outputs: { 'te\0xt': 'a\0b', json: { list: ['\ud800', '😀'] } } }))
  log.append(runId, active.number({ type: 'node-usage', nodeId: 'model', path: ['model'], atMs: 1, usage }))
  await log.flush()
  const stored = (await storedEvents(studio.system.db, runId)).map(({ event }) => event)
  expect(stored).toContainEqual({ ...facts, outputs: { text: 'ab', json: { list: ['\ufffd', '😀'] } } })
  expect(forecastOfNode(await forecastOf(appId), 'model').tokens).toMatchObject({
    range: { low: 120, mid: 120, high: 120 },
    source: { kind: 'runs', runs: 1 },
  })
})

/** Adds a run whose amounts and events grow with `count`. @returns its id */
async function addRun(
  appId: string,
  graph: Graph,
  count: number,
  overrides: { costMicros?: null; model?: string } = {},
) {
  const compiled = compile({ graph, manifests: manifestOf })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  const { hash } = compiled.plan
  const { db } = studio.system
  const { workspaceId } = owner
  await db.insert(runGraphs).values({ workspaceId, hash, graph }).onConflictDoNothing()
  const usage = {
    model: overrides.model ?? `${connectionId}/gpt-4o`,
    inputTokens: 100,
    outputTokens: count * 10,
    estimated: false,
    costMicros: overrides.costMicros === null ? null : count * 1_000,
  }
  const id = newId()
  await db.insert(runs).values({
    id,
    workspaceId,
    appId,
    planHash: hash,
    graphHash: hash,
    origin: 'studio',
    status: 'succeeded',
    preview: 'x',
    inputs: { message: 'x' },
    labels: {},
    durationMs: count * 100,
    inputTokens: 100,
    outputTokens: count * 10,
    costMicros: usage.costMicros ?? 0,
    hasUnknownCost: usage.costMicros === null,
  })
  const end = (nodeId: string, outputs: JsonObject): RunEvent => ({
    type: 'node-end',
    nodeId,
    path: [nodeId],
    atMs: 1,
    durationMs: count * 10,
    outputs,
  })
  const events: RunEvent[] = [
    { type: 'run-start', atMs: 1, planHash: hash, inputs: {} },
    end('input', { message: 'x' }),
    end('prompt', { text: 'a'.repeat(1_200) }),
    { type: 'node-usage', nodeId: 'model', path: ['model'], atMs: 1, usage },
    end('model', { text: 'done' }),
    end('answer', { text: 'done' }),
  ]
  await db.insert(runEvents).values({
    runId: id,
    seq: 1,
    writer: 'test',
    events: events.map((event, index) => ({ seq: index + 1, event })),
  })
  return id
}

function forecastOfNode(forecast: Forecast, nodeId: string) {
  const found = forecast.nodes.find((node) => node.nodeId === nodeId)
  if (!found) throw new Error(`no forecast of ${nodeId}`)
  return found
}

async function call(method: string, path: string, body?: Json) {
  const response = await studio.call({ method, path: `/api/studio${path}`, person: owner, ...(body ? { body } : {}) })
  expect(response.status, await response.clone().text()).toBe(200)
  return response.json()
}

async function makeApp(graph: Graph): Promise<string> {
  const created = await call('POST', '/apps', { name: 'Asks', graph: asJson(graph) })
  return z.looseObject({ id: z.string() }).parse(created).id
}

async function saveDraft(appId: string, graph: Graph): Promise<void> {
  const { revision } = z.looseObject({ revision: z.number() }).parse(await call('GET', `/apps/${appId}`))
  await call('PUT', `/apps/${appId}/draft`, { revision, graph: asJson(graph) })
}

async function forecastOf(appId: string, body?: Json): Promise<Forecast> {
  return Forecast.parse(await call(body ? 'POST' : 'GET', `/apps/${appId}/forecast`, body))
}

const asJson = (graph: Graph): Json => JSON.parse(JSON.stringify(graph))
