import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { alerts } from '@/lib/db/schema/inbox'
import { runs } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { samplePlan } from '@/lib/engine/testing/run-graph'
import { toolListingKey } from '@/lib/engine/tools/tool-listing'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { missingToolsLayer } from './alert-missing-tools'

let studio: TestStudio
let workspaceId: string
let appId: string
beforeAll(async () => {
  studio = await createTestStudio()
  workspaceId = (await studio.signUp('owner')).workspaceId
  appId = (await fillWorkspace(studio.system, workspaceId)).appId
})
afterAll(() => studio.close())

const plan = samplePlan(
  sampleGraph([sampleNode('in', 'input'), sampleNode('end', 'answer')], ['in.question > end.text']),
)
const failure: RunEvent = {
  type: 'node-error',
  error: { code: 'EGRESS_FAILED', message: 'Nothing answers at 127.0.0.1:9.' },
  handled: true,
  durationMs: 3,
  path: ['agent', toolListingKey('mcp'), 'mcp'],
  nodeId: 'mcp',
  atMs: 0,
}

async function watch(origin: 'api' | 'studio', event: RunEvent) {
  const row = { id: newId(), workspaceId, appId, planHash: 'h', origin, status: 'running' as const, preview: '' }
  const [run] = await studio.system.db
    .insert(runs)
    .values({ ...row, inputs: {}, labels: {} })
    .returning()
  if (!run) throw new Error('The run was not stored.')
  missingToolsLayer(studio.system, run, plan).onEvent(event)
  return run.id
}

test('a published app that answers without its tools raises one alert per node; a draft in the studio does not', async () => {
  await watch('studio', failure)
  await watch('api', { ...failure, path: ['agent', 'call-1-1', 'mcp'] })
  await watch('api', failure)
  const list = () => studio.system.db.select().from(alerts)
  await expect.poll(async () => (await list()).length).toBe(1)
  const runId = await watch('api', failure)
  await expect.poll(async () => (await list())[0]?.count).toBe(2)
  expect(await list()).toMatchObject([
    {
      kind: 'tools-missing',
      message: '“mcp” did not list its tools. Nothing answers at 127.0.0.1:9.',
      link: `/runs/${runId}`,
    },
  ])
})
