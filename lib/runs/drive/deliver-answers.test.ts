import { createServer } from 'node:http'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { processes, runs } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { dropSingleton } from '@/lib/platform/singleton'
import { answerWait } from '@/lib/services/approvals/answer-pending-input'
import { storedEvents } from '@/lib/services/runs/stored-events'
import { deliverAnswers } from './deliver-answers'
import { processId } from './process-id'
import { startRun } from './start-run'

let studio: TestStudio
let workspaceId: string
let appId: string
const arrived = Promise.withResolvers<() => void>()
/** A server that responds on demand, to keep a step of the run active. */
const slow = createServer((_request, response) => arrived.resolve(() => response.end('{}')))

beforeAll(async () => {
  await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
  process.env.EGRESS_ALLOW = address()
  dropSingleton('env')
  studio = await createTestStudio()
  workspaceId = (await studio.signUp('owner')).workspaceId
  appId = (await fillWorkspace(studio.system, workspaceId)).appId
  await studio.system.db.delete(waits)
  const seenAt = new Date(Date.now() + 3_600_000)
  await studio.system.db.insert(processes).values({ id: processId(), role: 'all', host: 'here', seenAt })
})
afterAll(async () => {
  delete process.env.EGRESS_ALLOW
  dropSingleton('env')
  slow.close()
  await closeEgress()
  await studio.close()
})

function address(): string {
  const at = slow.address()
  return `http://127.0.0.1:${typeof at === 'object' ? at?.port : 0}`
}

const nodeDefaults = { position: { x: 0, y: 0 }, version: 1 }
const graph = (): Graph => ({
  ...emptyGraph(),
  nodes: [
    { id: 'input', type: 'input', label: 'Input', config: {}, ...nodeDefaults },
    { id: 'ask', type: 'approval', label: 'Ask', config: { title: 'Send it?' }, ...nodeDefaults },
    { id: 'note', type: 'template', label: 'Note', config: { text: 'yes to {{ask.approved}}' }, ...nodeDefaults },
    {
      id: 'slow',
      type: 'http',
      label: 'Slow',
      config: { method: 'GET', url: `${address()}/?q={{input.message}}` },
      ...nodeDefaults,
    },
    { id: 'answer', type: 'answer', label: 'Answer', config: {}, ...nodeDefaults },
  ],
  edges: [
    { id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'ask', port: 'content' } },
    { id: 'e2', from: { node: 'note', port: 'text' }, to: { node: 'answer', port: 'text' } },
  ],
})

test('an answer is used while another branch of the run is active, whichever process received it', async () => {
  const { db } = studio.system
  const { runId, active } = await startRun({
    system: studio.system,
    workspaceId,
    appId,
    graph: graph(),
    version: null,
    origin: 'studio',
    inputs: { message: 'x' },
    history: [],
  })
  expect(await deliverAnswers(studio.system)).toBe(0)
  const readWait = async () => (await db.select().from(waits).where(eq(waits.runId, runId)))[0]
  await expect.poll(async () => (await readWait())?.status, { timeout: 5_000 }).toBe('waiting')
  const { id: waitId = '' } = (await readWait()) ?? {}
  const answer = { decision: 'approved', values: {}, comment: '', by: 'Ada' }
  expect(await answerWait(studio.system, { waitId, runId, workspaceId, answer, answeredBy: null })).toBe(true)
  await expect.poll(() => deliverAnswers(studio.system), { timeout: 5_000 }).toBe(1)
  const ends = async () =>
    (await storedEvents(db, runId)).flatMap(({ event }) => (event.type === 'node-end' ? [event.nodeId] : []))
  await expect.poll(ends, { timeout: 5_000 }).toContain('note')
  expect(await ends()).not.toContain('slow')
  expect(await deliverAnswers(studio.system)).toBe(0)
  const release = await arrived.promise
  release()
  await active.settled.promise
  const [run] = await db.select().from(runs).where(eq(runs.id, runId))
  expect(run).toMatchObject({ status: 'succeeded', outputs: { text: 'yes to x' } })
  const types = (await storedEvents(db, runId)).map(({ event }) => event.type)
  expect(types.filter((type) => type === 'node-resume')).toHaveLength(1)
  expect(types).not.toContain('run-pause')
})
