import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { channelMessages, channels } from '@/lib/db/schema/channels'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { runs } from '@/lib/db/schema/runs'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { ChannelJobData } from '@/lib/services/channels/channel-job'
import { queueMessages } from '@/lib/services/channels/message-queue'
import type { CallPlugin } from '@/lib/services/integrations/call-plugin'
import { claimAndDrive } from '../drive/resume-run'
import { ActiveRun } from '../log/active-runs'
import { planOf } from '../plan/plan-cache'
import { previewAnswer } from './preview-answer'
import { processMessage } from './process-message'

const RunJob = z.object({ runId: z.string(), workspaceId: z.string() })
const nodeDefaults = { version: 1, position: { x: 0, y: 0 } }
const graph: Graph = {
  ...emptyGraph(),
  nodes: [
    { id: 'input', type: 'input', label: 'Input', config: {}, ...nodeDefaults },
    {
      id: 'chat',
      type: 'chat-model',
      label: 'Chat',
      config: { model: { connection: 'c', model: 'm' } },
      ...nodeDefaults,
    },
    { id: 'answer', type: 'answer', label: 'Answer', config: {}, ...nodeDefaults },
  ],
  edges: [
    { id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'chat', port: 'prompt' } },
    { id: 'e2', from: { node: 'chat', port: 'text' }, to: { node: 'answer', port: 'text' } },
  ],
}

let app: TestApp
/** What people see in the service, by message. */
let visible: Map<string, string>
let calls: string[]

beforeAll(async () => {
  app = await createTestApp('previews', chatApp([], ['in.message -> out.text']))
  const { system } = app.studio
  const address = { workspaceId: app.person.workspaceId, id: newId(), type: 'integration' as const }
  await system.db.insert(integrationConnections).values({
    ...{ id: address.id, workspaceId: address.workspaceId, plugin: 'slack', kind: 'bot-token', name: 'S', state: 'ok' },
    encryptedSecrets: await system.keyring.seal(system.db, address, '{"key":"xoxb-1"}'),
  })
  const body = { plugin: 'slack', connectionId: address.id, values: { signingSecret: '0'.repeat(32) } }
  await app.request('POST', `/api/studio/apps/${app.appId}/channels`, body)
})
afterAll(() => app.close())
beforeEach(async () => {
  visible = new Map()
  calls = []
  app.studio.sentJobs.length = 0
  await app.studio.system.db.delete(channelMessages)
})

/** A service that keeps messages and applies edits. */
const service: CallPlugin = async (_system, { action, input }) => {
  const id = action.id === 'edit' ? String(input.sentId) : `C1:${visible.size + 1}`
  if (action.id === 'edit' && !visible.has(id)) throw new AppError('TOOL_FAILED', verbatim('message_not_found'))
  calls.push(action.id)
  visible.set(id, String(input.text))
  return { sentId: id }
}

const stored = async () => (await app.studio.system.db.select().from(channelMessages))[0]

/** A message whose run is queued, and will answer with the text of the message. */
async function startAnswer(text: string) {
  const { system, sentJobs } = app.studio
  const [row] = await system.db.select().from(channels)
  if (!row) return expect.unreachable('no channel')
  const target = { channel: 'C1', threadTs: '1.2' }
  await queueMessages(system, row, [{ eventId: newId(), conversation: newId(), sender: newId(), text, target }])
  await processMessage(system, ChannelJobData.parse(sentJobs.shift()?.data), AbortSignal.timeout(10_000), service)
  const job = RunJob.parse(sentJobs.shift()?.data)
  const [run] = await system.db.select().from(runs).where(eq(runs.id, job.runId))
  return { job, run: run ?? expect.unreachable('no run') }
}

/** A driver in one process, whose model writes. */
function driver(run: typeof runs.$inferSelect, call: CallPlugin) {
  const active = new ActiveRun()
  const stop = new AbortController()
  const waits: { milliseconds: number; next: () => void }[] = []
  const wait = (milliseconds: number) => new Promise<void>((next) => void waits.push({ milliseconds, next }))
  const node = { path: ['chat'], nodeId: 'chat', atMs: 0 }
  const done = previewAnswer({ system: app.studio.system, run, plan: planOf(graph, null), active }, stop.signal, {
    call,
    wait,
  })
  return {
    waits,
    write: (text: string) => active.show(active.number({ type: 'node-delta', port: 'text', text, ...node })),
    start: (attempt: number) => active.show(active.number({ type: 'node-start', attempt, inputs: {}, ...node })),
    /** The next change is due. */
    tick: async () => {
      await expect.poll(() => waits.length).toBeGreaterThan(0)
      waits.shift()?.next()
    },
    end: async () => {
      stop.abort()
      active.end()
      for (const { next } of waits.splice(0)) next()
      await done
    },
  }
}

async function finish(job: z.infer<typeof RunJob>, call: CallPlugin = service): Promise<void> {
  const { system, sentJobs } = app.studio
  await (await claimAndDrive(system, job))?.done
  for (let sent = sentJobs.shift(); sent; sent = sentJobs.shift())
    if (sent.kind === 'channel-message')
      await processMessage(system, ChannelJobData.parse(sent.data), AbortSignal.timeout(20_000), call)
}

test('shows the answer in one message that grows, and ends with the exact answer', async () => {
  const { job, run } = (await startAnswer('Hello world, all of it.')) ?? expect.unreachable('none')
  const process = driver(run, service)
  process.write('Hello')
  await expect.poll(() => [...visible.values()]).toEqual(['Hello …'])
  // All that is written until the next change is shown at once.
  process.write(' wor')
  process.write('ld')
  expect(process.waits[0]?.milliseconds).toBe(1_500)
  await process.tick()
  await expect.poll(() => [...visible.values()]).toEqual(['Hello world …'])
  await process.end()
  await finish(job)
  expect([...visible.values()]).toEqual(['Hello world, all of it.'])
  expect(calls).toEqual(['answer', 'edit', 'edit'])
  expect(await stored()).toMatchObject({ status: 'answered', sentParts: 1, sentId: 'C1:1' })
})

test('shows the restarted text of a step that is repeated', async () => {
  const { job, run } = (await startAnswer('Better')) ?? expect.unreachable('none')
  const process = driver(run, service)
  process.start(1)
  process.write('Wrong start')
  await expect.poll(() => [...visible.values()]).toEqual(['Wrong start …'])
  process.start(2)
  process.write('Bet')
  await process.tick()
  await expect.poll(() => [...visible.values()]).toEqual(['Bet …'])
  await process.end()
  await finish(job)
  expect([...visible.values()]).toEqual(['Better'])
})

test('edits less often when the service limits requests', async () => {
  const { run } = (await startAnswer('Busy')) ?? expect.unreachable('none')
  let isLimited = true
  const process = driver(run, async (system, call) => {
    if (isLimited) throw new AppError('RATE_LIMITED', verbatim('Slow down.'))
    return service(system, call)
  })
  process.write('B')
  await expect.poll(() => process.waits.map(({ milliseconds }) => milliseconds)).toEqual([3_000])
  isLimited = false
  await process.tick()
  await expect.poll(() => [...visible.values()]).toEqual(['B …'])
  await process.end()
})

test('sends the answer as a new message when a person has deleted the preview', async () => {
  const { job, run } = (await startAnswer('Complete')) ?? expect.unreachable('none')
  const process = driver(run, service)
  process.write('Comp')
  await expect.poll(() => visible.size).toBe(1)
  await process.end()
  visible.clear()
  await finish(job)
  expect([...visible.values()]).toEqual(['Complete'])
  expect(await stored()).toMatchObject({ status: 'answered' })
})

test('sends the rest of a long answer below the preview', async () => {
  const text = Array.from({ length: 900 }, (_, index) => `Line ${index} of the answer.`).join('\n')
  const { job, run } = (await startAnswer(text)) ?? expect.unreachable('none')
  const process = driver(run, service)
  process.write(text)
  await expect.poll(() => visible.size).toBe(1)
  expect([...visible.values()][0]?.length).toBeLessThanOrEqual(12_000)
  await process.end()
  await finish(job)
  expect([...visible.values()].join('\n')).toBe(text)
})

class Killed extends Error {}

test.each(['first message', 'edit'] as const)(
  'a process that dies during the %s leaves the exact answer',
  async (when) => {
    for (const isReceived of [true, false]) {
      visible = new Map()
      const { job, run } =
        (await startAnswer(`The full answer (${when}, ${isReceived}).`)) ?? expect.unreachable('none')
      const [message] = [await stored()]
      let isDead = false
      const dying: CallPlugin = async (system, call) => {
        if ((call.action.id === 'edit') !== (when === 'edit')) return service(system, call)
        if (isReceived) await service(system, call)
        isDead = true
        throw new Killed()
      }
      const process = driver(run, dying)
      process.write('The')
      if (when === 'edit') {
        await expect.poll(() => [...visible.values()]).toEqual(['The …'])
        process.write(' full')
        await process.tick()
      }
      await expect.poll(() => isDead).toBe(true)
      await process.end()
      const { db } = app.studio.system
      expect((await stored())?.previewBusyUntil).not.toBeNull()
      // Its claim ends by itself.
      await db.update(channelMessages).set({ previewBusyUntil: new Date(0) })
      const next = driver(run, service)
      next.write('The full ans')
      if (when === 'edit') await expect.poll(() => [...visible.values()]).toEqual(['The full ans …'])
      await next.end()
      await finish(job)
      expect([...visible.values()].at(-1)).toBe(`The full answer (${when}, ${isReceived}).`)
      // A first message stays next to the answer only if the process was killed before it stored the message ID.
      expect(visible.size).toBe(when === 'first message' && isReceived ? 2 : 1)
      await db.delete(channelMessages).where(eq(channelMessages.id, message?.id ?? ''))
    }
  },
)

test('repeats the last edit after a crash, and no change of a preview follows it', async () => {
  const { job, run } = (await startAnswer('All of the text')) ?? expect.unreachable('none')
  const process = driver(run, service)
  process.write('All')
  await expect.poll(() => visible.size).toBe(1)
  await process.end()
  const dying: CallPlugin = async (system, call) => {
    await service(system, call)
    throw new Killed()
  }
  await expect(finish(job, dying)).rejects.toThrow(Killed)
  const lateDriver = driver(run, service)
  lateDriver.write('All of')
  await lateDriver.end()
  const [message] = [await stored()]
  const data = { messageId: message?.id ?? '', workspaceId: app.person.workspaceId }
  const processAgain = () => processMessage(app.studio.system, data, AbortSignal.timeout(10_000), service)
  await Promise.all([processAgain(), processAgain()])
  expect([...visible.values()]).toEqual(['All of the text'])
  expect(await stored()).toMatchObject({ status: 'answered', sentParts: 1 })
})
