import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { localAddresses } from '@/lib/db/schema/governance'
import { runs } from '@/lib/db/schema/runs'
import { startCanary } from '@/lib/egress/test-server'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { forgetLocalAddresses } from '@/lib/services/governance/read-local-addresses'
import { runExperiment } from './run-experiment'

const embed = async (texts: readonly string[]) => texts.map(() => [1])

let app: TestApp
let canary: Awaited<ReturnType<typeof startCanary>>

beforeAll(async () => {
  canary = await startCanary()
  const request = { method: 'POST', url: `http://127.0.0.1:${canary.port}/{{order}}` }
  app = await createTestApp(
    'ordering',
    chatApp([{ id: 'send', type: 'http', config: request }], ['in.message -> send.order', 'send.text -> out.text']),
  )
  const { db } = app.studio.system
  await db.insert(localAddresses).values({ host: '127.0.0.1', port: canary.port, allowedByName: 'owner' })
  forgetLocalAddresses(db)
})
afterAll(async () => {
  canary.close()
  await app.close()
})

const Id = z.object({ id: z.string() })

test('an experiment sends nothing to other systems, although a run of the app does', async () => {
  const { id: runId } = await startRun()
  for await (const _ of app.studio.system.runs.follow(runId, 0, new AbortController().signal));
  expect(canary.hits()).toBe(1)
  const questions = ['1', '2', '3'].map((question) => ({ question }))
  const quick = { from: 'questions', name: 'Orders', questions }
  const { id } = Id.parse(await app.request('POST', `/api/studio/apps/${app.appId}/evaluations/quick`, quick))
  const path = `/api/studio/evaluations/${id}/experiments`
  const { id: experimentId } = Id.parse(await app.request('POST', path, { variants: [{ kind: 'draft' }] }))
  const job = { workspaceId: app.person.workspaceId, experimentId }
  await runExperiment(app.studio.system, job, new AbortController().signal, { embed })
  const evaluated = await app.studio.system.db.select({ id: runs.id }).from(runs).where(eq(runs.origin, 'evaluation'))
  expect(evaluated).toHaveLength(3)
  expect(canary.hits()).toBe(1)
})

async function startRun(): Promise<{ id: string }> {
  const response = await app.router.request('/api/v1/apps/ordering/runs', {
    method: 'POST',
    headers: { ...app.bearer, 'content-type': 'application/json' },
    body: JSON.stringify({ inputs: { message: '7' } }),
  })
  return { id: z.object({ runId: z.string() }).parse(await response.json()).runId }
}
