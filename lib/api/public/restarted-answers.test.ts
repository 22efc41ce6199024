import { DefaultChatTransport, readUIMessageStream, type UIMessage } from 'ai'
import { eq } from 'drizzle-orm'
import OpenAI, { APIError } from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { conversations, conversationTurns } from '@/lib/db/schema/conversations'
import { runChunks, runEvents, runs, type StoredRunEvent } from '@/lib/db/schema/runs'
import { recoverRuns } from '@/lib/runs/maintenance/recover-runs'
import { allOf } from '../testing/all-of'
import { type ServedApp, serveApp } from '../testing/served-app'

/** Partial answers stored by a killed process. The test's model always says "You said: hi". */
const OTHER = ['Some', 'thing ', 'else']
const SAME = ['You ', 'sa']
const MODEL = 'restarted'

let served: ServedApp
let client: OpenAI
beforeAll(async () => {
  served = await serveApp(MODEL)
  client = new OpenAI({ apiKey: served.apiKey, baseURL: `${served.url}/api/openai/v1`, maxRetries: 0 })
}, 60_000)
afterAll(() => served.close())

const system = () => served.app.studio.system
const ROOM = 2 ** 20

/** A run whose process crashed in mid-answer, as stored. */
async function crashedRun(answers: readonly string[]): Promise<{ runId: string; chatId: string }> {
  const { db } = system()
  const created = await client.responses.create({ model: MODEL, input: 'hi', background: false })
  const [row] = await db
    .select()
    .from(runs)
    .where(eq(runs.id, created.id.slice('resp_'.length)))
  if (!row) throw new Error('The run was not stored.')
  const runId = newId()
  const owner = newId()
  await db
    .insert(runs)
    .values({ ...row, id: runId, status: 'running', stream: true, owner, outputs: null, endedAt: null })
  const about = { path: ['m'], nodeId: 'm', atMs: Date.now() }
  const storedEvents: StoredRunEvent[] = (await eventsOf(row.id))
    .filter(({ event }) => !('nodeId' in event && event.nodeId === 'm') && event.type !== 'run-end')
    .filter(({ event }) => !('nodeId' in event && event.nodeId === 'out'))
    .map(({ event }, index) => ({ seq: (index + 1) * ROOM, event }))
  storedEvents.push({
    seq: (storedEvents.length + 1) * ROOM,
    event: { type: 'node-start', attempt: 1, inputs: {}, ...about },
  })
  const start = storedEvents.at(-1)?.seq ?? 0
  const texts = answers.map(
    (text, index): StoredRunEvent => ({
      seq: start + index + 1,
      event: { type: 'node-delta', port: 'text', text, ...about },
    }),
  )
  await db.insert(runEvents).values({ runId, seq: ROOM, writer: owner, events: storedEvents })
  if (texts.length > 0) await db.insert(runChunks).values({ runId, seq: start + 1, events: texts })
  const chatId = `chat-${runId}`
  const { appId, workspaceId } = row
  const [conversation] = await db.insert(conversations).values({ appId, workspaceId, chatId, title: '' }).returning()
  await db.insert(conversationTurns).values({ conversationId: conversation?.id ?? '', runId, workspaceId })
  return { runId, chatId }
}

async function eventsOf(runId: string): Promise<StoredRunEvent[]> {
  const rows = await system().db.select().from(runEvents).where(eq(runEvents.runId, runId))
  return rows.flatMap(({ events }) => events)
}

const reconnect = async (chatId: string) => {
  const transport = new DefaultChatTransport<UIMessage>({
    api: `${served.url}/api/v1/apps/${MODEL}/ai-sdk`,
    headers: { authorization: `Bearer ${served.apiKey}` },
  })
  const stream = await transport.reconnectToStream({ chatId })
  if (!stream) throw new Error('There is no stream.')
  return (
    await allOf(
      readUIMessageStream({
        stream,
        onError: (error) => {
          throw error
        },
      }),
    )
  ).at(-1)
}

const textOf = (message: UIMessage | undefined) =>
  (message?.parts ?? []).flatMap((part) => (part.type === 'text' ? [part.text] : []))

test.each([
  ['something else', OTHER],
  ['the same', SAME],
])(
  'sends only the valid attempt to a reader that connects before the recovery when the model says %s',
  async (_, answers) => {
    const { runId, chatId } = await crashedRun(answers)
    const chat = reconnect(chatId)
    const response = client.responses.retrieve(`resp_${runId}`, { stream: true }).then(allOf)
    // Both readers need time to read the stored text.
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(await recoverRuns(system())).toBe(1)
    expect(textOf(await chat)).toEqual(['You said: hi'])
    const events = await response
    const deltas = events.flatMap((event) => (event.type === 'response.output_text.delta' ? [event.delta] : []))
    expect(deltas.join('')).toBe('You said: hi')
    expect(events.at(-1)).toMatchObject({ type: 'response.completed' })
    // The same for a client that connects afterwards.
    const laterEvents = await allOf(await client.responses.retrieve(`resp_${runId}`, { stream: true }))
    expect(
      laterEvents.flatMap((event) => (event.type === 'response.output_text.delta' ? [event.delta] : [])).join(''),
    ).toBe('You said: hi')
  },
)

test('returns an error to a reader with text of the abandoned attempt, instead of the rest of another answer', async () => {
  const { runId } = await crashedRun(OTHER)
  await recoverRuns(system())
  const OPENING = 4
  const resumeAfter = (after: number) =>
    client.responses.retrieve(`resp_${runId}`, { stream: true, starting_after: after }).then(allOf)
  const failure = await resumeAfter(OPENING + 1).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(APIError)
  expect(failure).toMatchObject({ code: 'answer_restarted' })
  // An attempt without text has nothing to retract.
  const fresh = await resumeAfter(OPENING - 1)
  const numbers = fresh.map((event) => event.sequence_number)
  expect(fresh.at(-1)).toMatchObject({ type: 'response.completed' })
  // A reader with text of the new attempt continues after any of its events.
  for (const [index, number] of numbers.entries())
    expect((await resumeAfter(number)).map((event) => event.sequence_number)).toEqual(numbers.slice(index + 1))
})

test('sends each word once to a reader that continues an attempt which repeats the text', async () => {
  const { runId } = await crashedRun(SAME)
  await recoverRuns(system())
  const after = 4 + SAME.length - 1
  const rest = await client.responses.retrieve(`resp_${runId}`, { stream: true, starting_after: after }).then(allOf)
  const deltas = rest.flatMap((event) => (event.type === 'response.output_text.delta' ? [event.delta] : []))
  expect(SAME.join('') + deltas.join('')).toBe('You said: hi')
})

test('restarts the answer for a reader with text that was never stored', async () => {
  const { runId } = await crashedRun(SAME)
  await recoverRuns(system())
  const after = 4 + SAME.length
  const rest = client.responses.retrieve(`resp_${runId}`, { stream: true, starting_after: after }).then(allOf)
  await expect(rest).rejects.toMatchObject({ code: 'answer_restarted' })
  await expect.poll(async () => (await client.responses.retrieve(`resp_${runId}`)).status).toBe('completed')
})
