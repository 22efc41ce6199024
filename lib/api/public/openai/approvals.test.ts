import OpenAI from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { runs } from '@/lib/db/schema/runs'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { claimAndDrive } from '@/lib/runs/drive/resume-run'
import { allOf } from '../../testing/all-of'
import { type ServedApp, serveApp } from '../../testing/served-app'

const MODEL = 'approved'
let served: ServedApp
let client: OpenAI
const failures: unknown[] = []
beforeAll(async () => {
  served = await serveApp(MODEL, () =>
    chatApp(
      [{ id: 'ask', type: 'approval', config: { title: 'Send it?' } }],
      ['in.message -> ask.content', 'ask.approved -> out.text'],
    ),
  )
  served.app.api.logFailure = (error) => failures.push(error)
  client = new OpenAI({ apiKey: served.apiKey, baseURL: `${served.url}/api/openai/v1`, maxRetries: 2 })
}, 60_000)
afterAll(async () => {
  expect(failures).toEqual([])
  await served.close()
})

const messages = [{ role: 'user' as const, content: 'mail' }]
const Waiting = z.looseObject({
  patchbay: z.object({ status: z.literal('paused'), runId: z.string(), statusUrl: z.string() }),
})
const statuses = async () =>
  (await served.app.studio.system.db.select({ status: runs.status }).from(runs)).map(({ status }) => status)

async function approve(runId: string): Promise<void> {
  const headers = { authorization: `Bearer ${served.apiKey}`, 'content-type': 'application/json' }
  const approvals = `${served.url}/api/v1/apps/${MODEL}/approvals`
  const list = z
    .object({ approvals: z.array(z.looseObject({ id: z.string(), runId: z.string() })) })
    .parse(await (await fetch(`${approvals}?status=waiting`, { headers })).json())
  const id = list.approvals.find((item) => item.runId === runId)?.id
  await fetch(`${approvals}/${id}`, { method: 'POST', headers, body: JSON.stringify({ decision: 'approved' }) })
  await claimAndDrive(served.app.studio.system, { runId, workspaceId: served.app.person.workspaceId })
}

test('reports a chat completion that needs an approval as waiting at once, without clients retrying it', async () => {
  const completion = await client.chat.completions.create({ model: MODEL, messages }, { timeout: 20_000 })
  const { runId, statusUrl } = Waiting.parse(completion).patchbay
  expect(completion.choices[0]).toMatchObject({ finish_reason: 'stop', message: { role: 'assistant' } })
  expect(completion.choices[0]?.message.content).toContain(runId)
  expect(await statuses()).toEqual(['paused'])
  await approve(runId)
  const headers = { authorization: `Bearer ${served.apiKey}` }
  await expect
    .poll(async () => (await fetch(`${served.url}${new URL(statusUrl).pathname}`, { headers })).json())
    .toMatchObject({ status: 'succeeded', answer: 'mail' })
  // The answer is also available as a response.
  expect((await client.responses.retrieve(`resp_${runId}`)).output_text).toBe('mail')
})

test('ends a streamed chat completion with the open question', async () => {
  const request = { model: MODEL, messages, stream: true as const, stream_options: { include_usage: true } }
  const chunks = await allOf(await client.chat.completions.create(request))
  const text = chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')
  const last = chunks.find(({ choices }) => choices[0]?.finish_reason === 'stop')
  const { runId } = Waiting.parse(last).patchbay
  expect(text).toContain(runId)
  expect((await client.responses.retrieve(`resp_${runId}`)).status).toBe('in_progress')
})

test('keeps a response that needs an approval in progress until it is answered', async () => {
  const created = await client.responses.create({ model: MODEL, input: 'mail' })
  expect(created).toMatchObject({ status: 'in_progress', background: true, error: null })
  const { runId } = Waiting.parse(created).patchbay
  expect(created.id).toBe(`resp_${runId}`)
  expect(created.output_text).toContain(runId)
  await approve(runId)
  await expect
    .poll(async () => client.responses.retrieve(created.id))
    .toMatchObject({ status: 'completed', output_text: 'mail' })
})

test('ends a streamed response as incomplete, and continues it by id', async () => {
  const events = await allOf(await client.responses.create({ model: MODEL, input: 'mail', stream: true }))
  const last = events.at(-1)
  expect(last).toMatchObject({
    type: 'response.incomplete',
    response: { status: 'incomplete', incomplete_details: { reason: 'approval_required' } },
  })
  const numbers = events.map((event) => event.sequence_number)
  expect(numbers).toEqual(numbers.map((_, index) => index))
  if (last?.type !== 'response.incomplete') return expect.unreachable('no end')
  const { runId } = Waiting.parse(last.response).patchbay
  const after = numbers.at(-1) ?? 0
  const rest = client.responses.retrieve(last.response.id, { stream: true, starting_after: after }).then(allOf)
  await approve(runId)
  const deltas = (await rest).flatMap((event) => (event.type === 'response.output_text.delta' ? [event.delta] : []))
  expect(deltas.join('')).toBe('mail')
  expect((await rest).at(-1)).toMatchObject({ type: 'response.completed' })
})

test('continues a background response when its reader disconnects', async () => {
  const queued = await client.responses.create({ model: MODEL, input: 'mail', background: true })
  const runId = queued.id.slice('resp_'.length)
  await claimAndDrive(served.app.studio.system, { runId, workspaceId: served.app.person.workspaceId })
  await expect.poll(async () => (await client.responses.retrieve(queued.id)).status).toBe('in_progress')
  expect(await statuses()).not.toContain('cancelled')
})
