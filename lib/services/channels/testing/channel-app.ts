import { asc, eq } from 'drizzle-orm'
import { expect, onTestFinished } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { channelMessages, channelQuestions, channels } from '@/lib/db/schema/channels'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { waits } from '@/lib/db/schema/waits'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import type { ReceivedMessage } from '@/lib/plugins/events/channel'
import { processMessage } from '@/lib/runs/channels/process-message'
import { claimAndDrive } from '@/lib/runs/drive/resume-run'
import type { CallPlugin } from '../../integrations/call-plugin'
import { ChannelJobData } from '../channel-job'
import { queueMessages } from '../message-queue'
import { processQuestion } from '../questions/process-question'
import { QuestionJobData } from '../questions/question-job'

const RunJob = z.object({ runId: z.string(), workspaceId: z.string() })

interface ChannelSetup {
  plugin: string
  /** Kind of the connection. */
  kind: string
  values: Readonly<Record<string, string>>
}

export interface ChannelApp {
  app: TestApp
  /** A person writes in the channel. */
  say(message: Partial<ReceivedMessage>): Promise<void>
  /** Performs the next job as a worker does. A job that fails is queued again before the error is thrown. */
  step(call: CallPlugin, signal?: AbortSignal): Promise<void>
  /** Performs jobs until none is left. */
  work(call: CallPlugin): Promise<void>
  /** Performs jobs until the next one is of this kind. */
  workUntil(kind: string, call: CallPlugin): Promise<void>
  messages(): Promise<(typeof channelMessages.$inferSelect)[]>
  questions(): Promise<(typeof channelQuestions.$inferSelect)[]>
  waits(): Promise<(typeof waits.$inferSelect)[]>
}

/** A published app with a channel; its service is a function of the test. */
export async function createChannelApp(slug: string, graph: Graph, setup: ChannelSetup): Promise<ChannelApp> {
  const app = await createTestApp(slug, graph)
  onTestFinished(() => app.close())
  const { system, sentJobs } = app.studio
  const { plugin, kind, values } = setup
  const address = { workspaceId: app.person.workspaceId, id: newId(), type: 'integration' as const }
  await system.db.insert(integrationConnections).values({
    ...{ id: address.id, workspaceId: address.workspaceId, plugin, kind, name: plugin, state: 'ok' },
    encryptedSecrets: await system.keyring.seal(system.db, address, '{"key":"secret"}'),
  })
  await app.request('POST', `/api/studio/apps/${app.appId}/channels`, { plugin, connectionId: address.id, values })
  const [row] = await system.db.select().from(channels).where(eq(channels.appId, app.appId))
  const channel = row ?? expect.unreachable('no channel')
  const defaults = () => ({ eventId: newId(), conversation: 'K1', sender: 'U1', text: 'Hi', target: {} })
  const step: ChannelApp['step'] = async (call, signal = AbortSignal.timeout(20_000)) => {
    const job = sentJobs.shift()
    if (!job) return
    try {
      if (job.kind === 'drive-run') await (await claimAndDrive(system, RunJob.parse(job.data)))?.done
      if (job.kind === 'channel-message') await processMessage(system, ChannelJobData.parse(job.data), signal, call)
      if (job.kind === 'channel-question') await processQuestion(system, QuestionJobData.parse(job.data), signal, call)
    } catch (error) {
      sentJobs.unshift(job)
      throw error
    }
  }
  return {
    app,
    say: async (message) => {
      await queueMessages(system, channel, [{ ...defaults(), ...message }])
    },
    step,
    work: async (call) => {
      while (sentJobs.length > 0) await step(call)
    },
    workUntil: async (wanted, call) => {
      while (sentJobs.length > 0 && sentJobs[0]?.kind !== wanted) await step(call)
      expect(sentJobs[0]?.kind).toBe(wanted)
    },
    messages: () => system.db.select().from(channelMessages).orderBy(asc(channelMessages.id)),
    questions: () => system.db.select().from(channelQuestions).orderBy(asc(channelQuestions.id)),
    waits: () => system.db.select().from(waits).where(eq(waits.appId, app.appId)),
  }
}

const at = { position: { x: 0, y: 0 }, version: 1 }

/** A chat app that asks for an approval before it answers. */
export function askingGraph(config: JsonObject): Graph {
  return {
    ...emptyGraph(),
    nodes: [
      { id: 'input', type: 'input', label: 'Input', config: {}, ...at },
      { id: 'ask', type: 'approval', label: 'Ask', config: { title: 'Send {{input.message}}?', ...config }, ...at },
      { id: 'yes', type: 'template', label: 'Yes', config: { text: 'sent: {{ask.approved}}' }, ...at },
      { id: 'no', type: 'template', label: 'No', config: { text: 'kept: {{ask.rejected}}' }, ...at },
      { id: 'answer', type: 'answer', label: 'Answer', config: {}, ...at },
    ],
    edges: [
      { id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'ask', port: 'content' } },
      { id: 'e2', from: { node: 'yes', port: 'text' }, to: { node: 'answer', port: 'text' } },
      { id: 'e3', from: { node: 'no', port: 'text' }, to: { node: 'answer', port: 'text' } },
    ],
  }
}
