import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { waits } from '@/lib/db/schema/waits'
import { createLettersApp, type LettersApp } from '../../testing/letters-app'
import { stageWithKey } from '../../testing/stage-with-key'
import { postJson } from '../__fixtures__/test-public-api'

let app: LettersApp
beforeAll(async () => {
  app = await createLettersApp()
}, 60_000)
afterAll(() => app.close())

const predict = (body: object, slug = 'letters', bearer = app.bearer) =>
  app.router.request(`/api/v1/prediction/${slug}`, postJson(body, bearer))
const Frame = z.object({ event: z.string(), data: z.unknown() })
const framesOf = (text: string) =>
  text
    .split('\n\n')
    .filter((frame) => frame !== '')
    .map((frame) => Frame.parse(JSON.parse(frame.slice('message:\ndata:'.length))))
const Action = z.object({
  elements: z.array(z.object({ type: z.string(), label: z.string() })),
  data: z.object({ nodeId: z.string(), nodeLabel: z.string() }),
})
const Metadata = z.object({ chatMessageId: z.string() })

test("ends the stream of a run that asks its visitor with Flowise's buttons, and resumes when one is pressed", async () => {
  const chatId = randomUUID()
  const pausedFrames = framesOf(await (await predict({ question: 'mail', chatId, streaming: true })).text())
  expect(pausedFrames.map(({ event }) => event)).toEqual(['start', 'token', 'action', 'metadata', 'end'])
  expect(pausedFrames[1]?.data).toBe('**Send it?**\n\nIt cannot be taken back.')
  const action = Action.parse(pausedFrames[2]?.data)
  const { chatMessageId } = Metadata.parse(pausedFrames[3]?.data)
  expect(action.elements).toMatchObject([
    { type: 'agentflowv2-approve-button', label: 'Proceed' },
    { type: 'agentflowv2-reject-button', label: 'Reject' },
  ])
  const humanInput = { type: 'proceed', startNodeId: action.data.nodeId, feedback: 'Go on.' }
  const stream = await predict({ question: 'Proceed', chatId, streaming: true, humanInput })
  await app.drive(chatMessageId)
  const frames = framesOf(await stream.text())
  expect(frames.map(({ event }) => event)).toEqual(['start', 'token', 'usageMetadata', 'metadata', 'end'])
  expect([frames[1]?.data, frames[3]?.data]).toMatchObject(['mail', { chatMessageId }])
  const ended = await app.router.request('/api/v1/apps/letters/approvals?status=ended', { headers: app.bearer })
  expect((await ended.json()).approvals[0].answer).toMatchObject({ decision: 'approved', comment: 'Go on.' })
})

test('returns the buttons as JSON without a stream, and explains an answer without a question', async () => {
  const chatId = randomUUID()
  const waiting = await predict({ question: 'mail', chatId })
  const { action, chatMessageId } = await waiting.json()
  expect([waiting.status, action.data.nodeLabel]).toEqual([202, 'Send it?'])
  for (const [humanInput, at, status] of [
    [{ type: 'proceed', startNodeId: randomUUID() }, chatId, 409],
    [{ type: 'proceed' }, randomUUID(), 409],
    [{ type: 'maybe' }, chatId, 400],
  ] as const) {
    const rejected = await predict({ question: 'Proceed', chatId: at, humanInput })
    expect(rejected.status, JSON.stringify(humanInput)).toBe(status)
  }
  const besides = await predict({ chatId, humanInput: { type: 'proceed' }, overrideConfig: { vars: { message: 'x' } } })
  expect([besides.status, (await besides.json()).error]).toEqual([400, expect.stringContaining('cannot be combined')])
  const answer = predict({ chatId, humanInput: { type: 'reject', startNodeId: action.data.nodeId } })
  await expect
    .poll(async () => {
      await app.drive(chatMessageId)
      const run = await app.router.request(`/api/v1/apps/letters/runs/${chatMessageId}`, { headers: app.bearer })
      return (await run.json()).status
    })
    .not.toBe('paused')
  expect((await answer).status).toBe(200)
  const secondResponse = await predict({ chatId, humanInput: { type: 'reject', startNodeId: action.data.nodeId } })
  expect([secondResponse.status, (await secondResponse.json()).error]).toEqual([
    409,
    expect.stringContaining('answered or stopped'),
  ])
})

test("rejects answers to questions of another chat, to members' questions and to questions with a form", async () => {
  const chatId = randomUUID()
  const { action, chatMessageId } = await (await predict({ question: 'mail', chatId })).json()
  const humanInput = { type: 'proceed', startNodeId: action.data.nodeId }
  expect((await predict({ chatId: randomUUID(), humanInput })).status).toBe(409)
  const { db } = app.studio.system
  const [wait] = await db.select().from(waits).where(eq(waits.runId, chatMessageId))
  if (wait?.request.kind !== 'approval') return expect.unreachable('no question')
  const fields = [{ name: 'reason', label: 'Reason', type: 'text' as const, required: true, options: [] }]
  for (const change of [{ fields }, { byVisitor: false }]) {
    const request = { ...wait.request, ...change }
    await db.update(waits).set({ request }).where(eq(waits.id, wait.id))
    expect((await predict({ chatId, humanInput })).status, JSON.stringify(change)).toBe(409)
  }
})

test('separates chats of different environments', async () => {
  const { bearer } = await stageWithKey(app)
  const chatId = randomUUID()
  const { chatMessageId } = await (await predict({ question: 'live', chatId })).json()
  const proceed = { chatId, humanInput: { type: 'proceed' } }
  const { db } = app.studio.system
  const statusOf = async () => (await db.select().from(waits).where(eq(waits.runId, chatMessageId)))[0]?.status
  expect((await predict(proceed, 'letters@staging', bearer)).status).toBe(409)
  const staged = await predict({ question: 'trial', chatId }, 'letters@staging', bearer)
  expect([staged.status, await statusOf()]).toEqual([202, 'waiting'])
  const answer = predict(proceed)
  await expect
    .poll(async () => {
      await app.drive(chatMessageId)
      return statusOf()
    })
    .not.toBe('waiting')
  expect(await (await answer).json()).toMatchObject({ text: 'live', chatMessageId })
})
