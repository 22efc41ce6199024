import { expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { environmentVariables } from '@/lib/db/schema/variables'
import type { RunSeed } from '@/lib/engine/resume/run-seed'
import { seedForRerun } from '@/lib/engine/resume/seed'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { storedEvents } from '@/lib/services/runs/stored-events'
import { planOf } from '../../plan/plan-cache'
import { setUpRunStudio } from '../../testing/run-studio'
import { startRun } from '../start-run'
import type { StartRun } from '../types'

const harness = setUpRunStudio()

const graph: Graph = chatApp(
  [{ id: 'say', type: 'template', config: { text: '{{env.GREETING}} {{env.LIMITS.max}}' } }],
  ['in.message -> say.when', 'say.text -> out.text'],
)

const save = (name: string, type: 'text' | 'json', stored: typeof environmentVariables.$inferInsert.stored) =>
  harness.system.db
    .insert(environmentVariables)
    .values({ workspaceId: harness.workspaceId, name, type, stored })
    .onConflictDoUpdate({ target: [environmentVariables.workspaceId, environmentVariables.name], set: { stored } })

async function run(request: StartRun, seed?: RunSeed) {
  const { runId, active } = await startRun(request, seed)
  await active.settled.promise
  return { runId, row: await harness.rowOf(runId) }
}

test('uses the value of the environment, else the default, and repeats a run with the values that it had', async () => {
  await save('GREETING', 'text', { default: 'Hello', byEnvironment: { production: 'Good day' } })
  await save('LIMITS', 'json', { default: { max: 3 }, byEnvironment: {} })
  const draft = await run(harness.request(graph))
  expect(draft.row.outputs?.text).toBe('Hello 3')
  const version = { id: newId(), number: 1 }
  const published = await run({ ...harness.request(graph), version, environment: 'production', origin: 'api' })
  expect(published.row.outputs?.text).toBe('Good day 3')
  await save('GREETING', 'text', { default: 'Bye', byEnvironment: {} })
  const events = (await storedEvents(harness.system.db, draft.runId)).map(({ event }) => event)
  const second = await run(harness.request(graph), seedForRerun(events, planOf(graph, null), ['say']))
  expect(second.row.outputs?.text).toBe('Hello 3')
  expect((await run(harness.request(graph))).row.outputs?.text).toBe('Bye 3')
})

test('fails where a variable has no value, and names it', async () => {
  await save('GREETING', 'text', { byEnvironment: { production: 'Good day' } })
  const { row } = await run(harness.request(graph))
  expect([row.status, row.error]).toEqual(['failed', expect.stringContaining('“GREETING”')])
})
