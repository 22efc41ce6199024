import { readFileSync } from 'node:fs'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { newId } from '@/lib/core/new-id'
import { channelMessages, channels } from '@/lib/db/schema/channels'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { channels as registered } from '@/lib/plugins/channels.gen'
import type { ChannelDefinition, Reception } from '@/lib/plugins/events/channel'
import { loadChannel } from '@/lib/plugins/events/load-events'
import { processMessage } from '@/lib/runs/channels/process-message'
import { claimAndDrive } from '@/lib/runs/drive/resume-run'
import type { CallPlugin } from '../integrations/call-plugin'
import { ChannelJobData } from './channel-job'
import type { ChannelRow } from './channel-row'
import { queueMessages } from './message-queue'
import { splitAnswer } from './split-answer'
import { ABILITIES, CHANNEL_SAMPLES, type ChannelSamples } from './testing/channel-samples'

const RunJob = z.object({ runId: z.string(), workspaceId: z.string() })
const GUIDE = readFileSync('docs/guides/answer-in-chat-apps.md', 'utf8')

let app: TestApp

beforeAll(async () => {
  app = await createTestApp('every-channel', chatApp([], ['in.message -> out.text']))
})
afterAll(() => app.close())

async function definitionOf({ plugin }: ChannelSamples): Promise<ChannelDefinition> {
  return (await loadChannel(plugin)) ?? expect.unreachable(`no channel ${plugin}`)
}

function read(definition: ChannelDefinition, body: unknown): Reception {
  if (definition.type !== 'webhook') return expect.unreachable('polled')
  const parsed: unknown = JSON.parse(JSON.stringify(body))
  return definition.read({ method: 'POST', header: () => null, query: {}, body: parsed }, {})
}

async function addChannel(plugin: string): Promise<ChannelRow> {
  const { workspaceId } = app.person
  const values = { workspaceId, appId: app.appId, plugin, publicId: newId(), encryptedSecrets: 'unused' }
  const [row] = await app.studio.system.db.insert(channels).values(values).returning()
  return row ?? expect.unreachable('not stored')
}

/** Performs all jobs, the newest first. @returns the texts that the service received */
async function work(): Promise<string[]> {
  const { system, sentJobs } = app.studio
  const sent: string[] = []
  const call: CallPlugin = async (_system, { input }) => {
    sent.push(String(input.text))
    return {}
  }
  for (let job = sentJobs.pop(); job; job = sentJobs.pop()) {
    if (job.kind === 'drive-run') await (await claimAndDrive(system, RunJob.parse(job.data)))?.done
    if (job.kind === 'channel-message')
      await processMessage(system, ChannelJobData.parse(job.data), AbortSignal.timeout(20_000), call)
  }
  return sent
}

describe.each(CHANNEL_SAMPLES)('$label', (samples) => {
  const sent = (id: string, thread: string, person = '7') => samples.message({ id, thread, person })

  test('order and duplicates: answers each message of a conversation once, in order', async () => {
    const definition = await definitionOf(samples)
    const row = await addChannel(samples.plugin)
    for (const id of ['11', '12', '12', '13']) {
      const { messages } = read(definition, sent(id, '1'))
      await queueMessages(
        app.studio.system,
        row,
        messages.map((message) => ({ ...message, text: `Question ${id}` })),
      )
    }
    expect(await work()).toEqual(['Question 11', 'Question 12', 'Question 13'])
    const rows = await app.studio.system.db
      .select()
      .from(channelMessages)
      .where(eq(channelMessages.channelId, row.id))
      .orderBy(asc(channelMessages.id))
    expect(rows.map(({ status }) => status)).toEqual(['answered', 'answered', 'answered'])
  })

  test('threads: each has its own conversation', async () => {
    const definition = await definitionOf(samples)
    const keyOf = (id: string, thread: string) => read(definition, sent(id, thread)).messages[0]?.conversation
    expect(keyOf('1', '100')).toMatch(/\S/)
    expect(keyOf('2', '100')).toBe(keyOf('1', '100'))
    expect(keyOf('3', '200')).not.toBe(keyOf('1', '100'))
  })

  test('splitting: parts respect the limit of the service and keep code blocks closed', async () => {
    const { maxCharacters } = await definitionOf(samples)
    const { unit, max } = samples.limit
    const lines = Array.from({ length: maxCharacters / 10 }, (_, index) => `第 ${index} 行内容，说明文字。`)
    const parts = splitAnswer(['```ts', ...lines, '```'].join('\n'), maxCharacters)
    expect(parts.length).toBeGreaterThan(1)
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(maxCharacters)
      expect(unit === 'bytes' ? Buffer.byteLength(part) : part.length).toBeLessThanOrEqual(max)
      expect(part.match(/```/g)).toHaveLength(2)
    }
  })

  test('files and feedback: exist, or the guide states why not', async () => {
    const definition = await definitionOf(samples)
    const has = {
      'files from people': definition.download !== undefined,
      'files in answers': definition.sendFile !== undefined,
      feedback: definition.hasRatings === true,
    }
    const guideRow = GUIDE.split('\n').find((line) => line.startsWith('|') && line.includes(samples.label)) ?? ''
    for (const ability of ABILITIES) {
      const reason = samples.absent[ability]
      expect({ [ability]: has[ability] }).toEqual({ [ability]: reason === undefined })
      if (reason !== undefined) expect(guideRow).toContain(reason)
    }
    const files = samples.withFile === null ? [] : (read(definition, samples.withFile).messages[0]?.files ?? [])
    expect(files).toHaveLength(has['files from people'] ? 1 : 0)
    const ratings = samples.rating === null ? [] : (read(definition, samples.rating).ratings ?? [])
    expect(ratings.map(({ rating }) => rating)).toEqual(has.feedback ? ['up'] : [])
  })

  test('permissions: ignores programs, and knows which chats are private', async () => {
    const definition = await definitionOf(samples)
    expect(read(definition, samples.fromBot).messages).toEqual([])
    const isPrivate = (body: unknown) => read(definition, body).messages.map((message) => definition.isPrivate(message))
    expect(isPrivate(samples.direct)).toEqual([true])
    // These services have no groups.
    const isAlwaysPrivate = ['whatsapp', 'wecom'].includes(samples.plugin)
    expect(isPrivate(sent('1', '100'))).toEqual([isAlwaysPrivate])
  })
})

test('the samples and the table contain every channel but email, which is polled', () => {
  const tested = CHANNEL_SAMPLES.map(({ plugin }) => plugin)
  expect([...tested, 'email'].toSorted()).toEqual(Object.keys(registered).toSorted())
  const rows = GUIDE.split('\n').filter((line) => /^\| [A-Z]/.test(line))
  for (const { label } of CHANNEL_SAMPLES) expect(rows.some((row) => row.includes(label))).toBe(true)
})
