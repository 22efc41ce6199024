import { asc } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { newId } from '@/lib/core/new-id'
import { channelMessages, channels } from '@/lib/db/schema/channels'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { processMessage } from '@/lib/runs/channels/process-message'
import { claimAndDrive } from '@/lib/runs/drive/resume-run'
import type { CallPlugin } from '../integrations/call-plugin'
import { ChannelJobData } from './channel-job'
import { queueMessages } from './message-queue'

const RunJob = z.object({ runId: z.string(), workspaceId: z.string() })
const THREADS = ['a', 'b', 'c', 'd']
const MESSAGES = 6

let app: TestApp
let connectionId = ''

beforeAll(async () => {
  app = await createTestApp('workers', chatApp([], ['in.message -> out.text']))
  connectionId = newId()
  const { system } = app.studio
  const address = { workspaceId: app.person.workspaceId, id: connectionId, type: 'integration' as const }
  await system.db.insert(integrationConnections).values({
    id: connectionId,
    workspaceId: address.workspaceId,
    plugin: 'slack',
    kind: 'bot-token',
    name: 'S',
    state: 'ok',
    encryptedSecrets: await system.keyring.seal(system.db, address, '{"key":"xoxb-1"}'),
  })
  await app.request('POST', `/api/studio/apps/${app.appId}/channels`, {
    plugin: 'slack',
    connectionId,
    values: { signingSecret: '0'.repeat(32) },
  })
})
afterAll(() => app.close())
beforeEach(async () => {
  app.studio.sentJobs.length = 0
  await app.studio.system.db.delete(channelMessages)
})

/** Numbers between 0 and 1 that are the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

class Killed extends Error {}

test.each([1, 2, 3, 4])(
  'two workers that are killed at random answer each conversation in order and nothing twice (seed %i)',
  async (seed) => {
    const random = seeded(seed)
    const { system, sentJobs } = app.studio
    const [row] = await system.db.select().from(channels)
    if (!row) return expect.unreachable('no channel')
    for (let index = 0; index < MESSAGES; index++)
      for (const thread of THREADS) {
        const message = {
          eventId: `${thread}${index}`,
          conversation: thread,
          sender: `U${seed}${thread}`,
          text: `${thread}${index}`,
          target: { channel: 'C1', threadTs: thread },
        }
        // A service repeats a delivery whose response it missed.
        const deliveries = random() < 0.3 ? [message, message] : [message]
        await queueMessages(system, row, deliveries)
      }
    const sent: string[] = []
    const lost: string[] = []
    const call: CallPlugin = async (_system, { input }) => {
      const text = String(input.text)
      const fate = random()
      // The process dies before or after the service receives the message; its outcome is unknown.
      if (fate < 0.15) sent.push(text)
      if (fate < 0.3) {
        lost.push(text)
        throw new Killed()
      }
      sent.push(text)
      return {}
    }
    const step = async (): Promise<void> => {
      const [job] = sentJobs.splice(Math.floor(random() * sentJobs.length), 1)
      if (!job) return
      // The queue may deliver a job again.
      if (random() < 0.2) sentJobs.push(job)
      try {
        if (job.kind === 'drive-run') await (await claimAndDrive(system, RunJob.parse(job.data)))?.done
        if (job.kind === 'channel-message')
          await processMessage(system, ChannelJobData.parse(job.data), AbortSignal.timeout(30_000), call)
      } catch (error) {
        if (!(error instanceof Killed)) throw error
        sentJobs.push(job)
      }
    }
    while (sentJobs.length > 0) await Promise.all([step(), step()])

    expect(sent.length).toBe(new Set(sent).size)
    for (const thread of THREADS) {
      const answers = sent.filter((text) => text.startsWith(thread))
      expect(answers).toEqual(answers.toSorted())
    }
    const rows = await system.db.select().from(channelMessages).orderBy(asc(channelMessages.id))
    expect(rows.map(({ eventId }) => eventId).toSorted()).toHaveLength(THREADS.length * MESSAGES)
    const failed = rows.filter(({ status }) => status === 'failed').map(({ eventId }) => eventId)
    expect(failed.toSorted()).toEqual(lost.toSorted())
    const answered = rows.filter(({ status }) => status === 'answered').map(({ eventId }) => eventId)
    expect(answered.every((eventId) => sent.includes(eventId))).toBe(true)
    expect(answered.length + failed.length).toBe(rows.length)
    expect(lost.length).toBeGreaterThan(0)
  },
  120_000,
)
