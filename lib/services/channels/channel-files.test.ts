import { rm } from 'node:fs/promises'
import path from 'node:path'
import { asc } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { publishWith } from '@/lib/api/testing/served-app'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { AppError } from '@/lib/core/app-error'
import { FileRef } from '@/lib/core/file-ref'
import { newId } from '@/lib/core/new-id'
import { appFiles } from '@/lib/db/schema/app-files'
import { channelMessages, channels } from '@/lib/db/schema/channels'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { runs } from '@/lib/db/schema/runs'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { chatApp } from '@/lib/nodes/testing/run-app'
import type { ReceivedFile } from '@/lib/plugins/events/channel'
import { processMessage } from '@/lib/runs/channels/process-message'
import { claimAndDrive } from '@/lib/runs/drive/resume-run'
import { chooseParser } from '../app-files/document-parser'
import type { CallPlugin } from '../integrations/call-plugin'
import { ChannelJobData } from './channel-job'
import { queueMessages } from './message-queue'

const RunJob = z.object({ runId: z.string(), workspaceId: z.string() })
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let app: TestApp
let parser: URL
/** Files of the service by address. */
const stored: Record<string, Uint8Array> = {
  menu: Buffer.from('Soup is vegan.'),
  picture: PNG,
  program: Buffer.from('MZ\0\0\0\0\0\0'),
}
let sent: string[] = []
let failure: AppError | null = null
/** The process dies after the service received a file. */
let isKilled = false

const call: CallPlugin = async (_system, { action, input, files }) => {
  if (action.id === 'send-file') {
    const { fileId } = FileRef.parse(input.file)
    const read = await files?.file?.(fileId)
    sent.push(`${read?.name}: ${new TextDecoder().decode(read?.bytes)}`)
    if (isKilled) throw new Error('killed')
    return {}
  }
  if (action.id !== 'download') {
    sent.push(String(input.text))
    return {}
  }
  if (failure) throw failure
  const bytes = stored[String(input.url)] ?? expect.unreachable('no such file')
  await files?.keep?.({ bytes, mediaType: '', name: 'file' })
  return {}
}

beforeAll(async () => {
  parser = await bundleEntry('lib/rag/parse/worker.entry.ts')
  chooseParser(parser)
  app = await createTestApp('reader', graphWith({ images: true, documents: true }))
  const id = newId()
  const { system } = app.studio
  const address = { workspaceId: app.person.workspaceId, id, type: 'integration' as const }
  await system.db.insert(integrationConnections).values({
    id,
    workspaceId: address.workspaceId,
    plugin: 'slack',
    kind: 'bot-token',
    name: 'S',
    state: 'ok',
    encryptedSecrets: await system.keyring.seal(system.db, address, '{"key":"xoxb-1"}'),
  })
  await app.request('POST', `/api/studio/apps/${app.appId}/channels`, {
    plugin: 'slack',
    connectionId: id,
    values: { signingSecret: '0'.repeat(32) },
  })
})
afterAll(async () => {
  await app.close()
  await rm(path.dirname(parser.pathname), { recursive: true })
})
beforeEach(async () => {
  sent = []
  failure = null
  isKilled = false
  app.studio.sentJobs.length = 0
  await app.studio.system.db.delete(channelMessages)
  await app.studio.system.db.delete(appFiles)
})

function graphWith(config: { images?: boolean; documents?: boolean }) {
  const graph = chatApp([], ['in.message -> out.text'])
  return { ...graph, nodes: graph.nodes.map((node) => (node.id === 'in' ? { ...node, config } : node)) }
}

const file = (url: string, name: string, overrides: Partial<ReceivedFile> = {}): ReceivedFile => ({
  name,
  mediaType: '',
  sizeBytes: 10,
  source: { url },
  ...overrides,
})

async function receive(text: string, files: readonly ReceivedFile[]): Promise<void> {
  const { system } = app.studio
  const [row] = await system.db.select().from(channels)
  if (!row) return expect.unreachable('no channel')
  const target = { channel: 'C1' }
  await queueMessages(system, row, [{ eventId: newId(), conversation: newId(), sender: 'U1', text, target, files }])
}

/** Processes jobs until none is left, as workers do. */
async function work(): Promise<void> {
  const { system, sentJobs } = app.studio
  for (let job = sentJobs.shift(); job; job = sentJobs.shift()) {
    if (job.kind === 'drive-run') await (await claimAndDrive(system, RunJob.parse(job.data)))?.done
    if (job.kind === 'channel-message')
      await processMessage(system, ChannelJobData.parse(job.data), AbortSignal.timeout(30_000), call)
  }
}
const messages = () => app.studio.system.db.select().from(channelMessages).orderBy(asc(channelMessages.id))
const lastInputs = async () => (await app.studio.system.db.select().from(runs).orderBy(asc(runs.id))).at(-1)?.inputs

test('passes checked files to the app as inputs of the person', async () => {
  await receive('Vegan?', [file('menu', 'menu.txt'), file('picture', 'plate.png')])
  await work()
  expect(sent).toEqual(['Vegan?'])
  expect(await lastInputs()).toMatchObject({
    message: 'Vegan?',
    images: [{ name: 'plate.png', mediaType: 'image/png' }],
    documents: [{ name: 'menu.txt', mediaType: 'text/plain' }],
  })
  const rows = await app.studio.system.db.select().from(appFiles)
  expect(rows.map(({ endUser, byVisitor }) => [endUser, byVisitor])).toEqual([
    ['slack:U1', true],
    ['slack:U1', true],
  ])
  expect(await messages()).toMatchObject([{ status: 'answered', files: [] }])
})

test('uses the names of its files as the text of a message without text', async () => {
  await receive('', [file('menu', 'menu.txt')])
  await work()
  expect(await lastInputs()).toMatchObject({ message: 'menu.txt' })
})

test.each([
  ['a program', file('program', 'setup.exe')],
  ['a program with the name of a picture', file('program', 'plate.png')],
  ['more than 25 MB', file('menu', 'menu.txt', { sizeBytes: 26_214_401 })],
])('answers with the reason when a file is %s, and starts no run', async (_, rejected) => {
  const before = await app.studio.system.db.$count(runs)
  await receive('Read this', [rejected])
  await work()
  expect(sent).toHaveLength(1)
  expect(sent[0]).not.toContain('Read this')
  expect(await app.studio.system.db.$count(runs)).toBe(before)
  expect(await messages()).toMatchObject([{ status: 'answered', files: [], runId: null }])
})

test.each(['UNAVAILABLE', 'RATE_LIMITED'] as const)(
  'downloads again after %s, and stores a file once',
  async (code) => {
    await receive('Vegan?', [file('menu', 'menu.txt')])
    failure = new AppError(code, verbatim('Slack is down.'))
    await expect(work()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    failure = null
    const [message] = await messages()
    const again = { messageId: message?.id ?? '', workspaceId: app.person.workspaceId }
    await processMessage(app.studio.system, again, AbortSignal.timeout(30_000), call)
    // The worker died before it noted the run.
    await app.studio.system.db
      .update(channelMessages)
      .set({ status: 'waiting', runId: null, text: 'Vegan?', files: message?.files ?? [] })
    await processMessage(app.studio.system, again, AbortSignal.timeout(30_000), call)
    await work()
    expect(sent).toEqual(['Vegan?'])
    expect(await app.studio.system.db.$count(appFiles)).toBe(1)
  },
)

test('sends the files of an answer after its text', async () => {
  const graph = graphWith({ documents: true })
  const edge = { id: 'files', from: { node: 'in', port: 'documents' }, to: { node: 'out', port: 'files' } }
  await publishWith(app, { ...graph, edges: [...graph.edges, edge] })
  await receive('Send it back', [file('menu', 'menu.txt')])
  await work()
  expect(sent).toEqual(['Send it back', 'menu.txt: Soup is vegan.'])
  expect(await messages()).toMatchObject([{ status: 'answered', sentParts: 2 }])
})

test('completes an answer of files only if the process was killed while it sent them, also after a preview', async () => {
  const graph = graphWith({ documents: true })
  const edge = { id: 'files', from: { node: 'in', port: 'documents' }, to: { node: 'out', port: 'files' } }
  await publishWith(app, { ...graph, edges: [edge] })
  await receive('Only the file', [file('menu', 'menu.txt')])
  isKilled = true
  await expect(work()).rejects.toThrow('killed')
  const [message] = await messages()
  expect(message).toMatchObject({ status: 'sending', isSending: true, sentParts: 0 })
  await app.studio.system.db.update(channelMessages).set({ previewId: 'C1:1' })
  const again = { messageId: message?.id ?? '', workspaceId: app.person.workspaceId }
  await processMessage(app.studio.system, again, AbortSignal.timeout(30_000), call)
  expect(await messages()).toMatchObject([{ status: 'failed', errorRef: { key: 'plugins.outcomeUnknown' } }])
  expect(sent).toEqual(['menu.txt: Soup is vegan.'])
})

test('downloads again after a stop of the server', async () => {
  await publishWith(app, graphWith({ documents: true }))
  await receive('Vegan?', [file('menu', 'menu.txt')])
  const [message] = await messages()
  const data = { messageId: message?.id ?? '', workspaceId: app.person.workspaceId }
  const stop = new AbortController()
  const stopping: CallPlugin = async () => {
    stop.abort(new AppError('CANCELLED', verbatim('The server is stopping.')))
    return stop.signal.throwIfAborted() ?? {}
  }
  await expect(processMessage(app.studio.system, data, stop.signal, stopping)).rejects.toMatchObject({
    code: 'CANCELLED',
  })
  expect(await messages()).toMatchObject([{ status: 'waiting' }])
  await work()
  expect(sent).toEqual(['Vegan?'])
})

test('ignores files of a message if the app accepts none, and says so for a file alone', async () => {
  await publishWith(app, graphWith({}))
  await receive('Vegan?', [file('menu', 'menu.txt')])
  await work()
  await receive('', [file('menu', 'menu.txt')])
  await work()
  expect(sent).toEqual(['Vegan?', 'This app does not accept files.'])
  expect(await app.studio.system.db.$count(appFiles)).toBe(0)
})
