import 'server-only'
import { newId } from '@/lib/core/new-id'
import { apps, environments, publications, versions } from '@/lib/db/schema/apps'
import { batches, schedules, triggers } from '@/lib/db/schema/automations'
import { channelMessages, channels } from '@/lib/db/schema/channels'
import { memories, memoryConsents } from '@/lib/db/schema/memories'
import { environmentSecrets, releaseRequests, rollouts } from '@/lib/db/schema/releases'
import { runs, runValues } from '@/lib/db/schema/runs'
import { tableRows, tableUniqueValues, tableWrites, workspaceTables } from '@/lib/db/schema/tables'
import { appVariables, environmentVariables, variableWrites } from '@/lib/db/schema/variables'
import { waits } from '@/lib/db/schema/waits'
import { visitorRequests } from '@/lib/db/schema/widget'
import { emptyGraph } from '@/lib/graph/graph'
import type { Filling } from './workspace-rows'

export async function fillApp({ db, workspaceId, id }: Filling): Promise<void> {
  const graph = emptyGraph()
  await db.insert(apps).values({ id: id.appId, workspaceId, name: 'App', kind: 'chat', draft: graph })
  await db
    .insert(versions)
    .values({ id: id.versionId, workspaceId, appId: id.appId, number: 1, author: 'me', graph, hash: 'h' })
  await db.insert(environments).values({ appId: id.appId, workspaceId, name: 'production', versionId: id.versionId })
  await db.insert(publications).values({
    appId: id.appId,
    workspaceId,
    slug: `app-${id.appId.slice(-8)}`,
    settings: { access: 'link', allowedOrigins: [], title: 'App', greeting: '', suggestions: [], accent: '#c2410c' },
  })
}

export async function fillReleases({ db, keyring, workspaceId, id }: Filling): Promise<void> {
  const inApp = { workspaceId, appId: id.appId, environment: id.environment, versionId: id.versionId }
  await db.insert(environments).values({ appId: id.appId, workspaceId, name: id.environment })
  await db.insert(releaseRequests).values({ ...inApp, id: id.orderId, status: 'waiting', requestedByName: 'me' })
  await db.insert(rollouts).values({
    ...inApp,
    id: id.rolloutId,
    baseVersionId: id.versionId,
    kind: 'canary',
    percent: 10,
    stickyBy: 'conversation',
    startedByName: 'me',
  })
  const secretHere = { workspaceId, id: id.environmentSecretId, type: 'secret' as const }
  await db.insert(environmentSecrets).values({
    id: id.environmentSecretId,
    workspaceId,
    appId: id.appId,
    environment: id.environment,
    name: 'TOKEN',
    encryptedValue: await keyring.seal(db, secretHere, 'CANARY_SECRET_VALUE'),
    hosts: ['example.com'],
  })
}

export async function fillAutomations({ db, keyring, workspaceId, id }: Filling): Promise<void> {
  await db.insert(schedules).values({
    id: id.scheduleId,
    workspaceId,
    appId: id.appId,
    name: 'Daily',
    cron: '0 7 * * *',
    timeZone: 'UTC',
    inputs: { message: 'hello' },
    missed: 'once',
    overlap: 'skip',
  })
  await db.insert(batches).values({
    id: id.batchId,
    workspaceId,
    appId: id.appId,
    name: 'B',
    fileName: 'b.csv',
    format: 'csv',
    columns: ['message'],
    status: 'draft',
  })
  await db.insert(visitorRequests).values({
    id: id.requestId,
    workspaceId,
    appId: id.appId,
    kind: 'lead',
    endUser: 'v',
    origin: 'https://shop.example',
    values: { email: 'ada@example.com' },
    runIds: [],
    delivery: 'none',
  })
  const owner = { workspaceId, appId: id.appId, environment: 'production', endUser: 'v' }
  await db.insert(memories).values({
    ...owner,
    id: id.memoryId,
    isShared: false,
    text: 'Prefers trains',
    vector: new Uint8Array(4),
    expiresAt: new Date('2100-01-01'),
  })
  await db.insert(memoryConsents).values({ ...owner, isGiven: true })
  const sealedHook = await keyring.seal(db, { workspaceId, id: id.triggerId, type: 'trigger' }, 'CANARY_SECRET')
  await db.insert(triggers).values({
    id: id.triggerId,
    workspaceId,
    appId: id.appId,
    name: 'Hook',
    auth: 'signature',
    last4: 'abcd',
    publicId: newId(),
    encryptedSecret: sealedHook,
    mapping: { kind: 'whole', input: 'message' },
  })
  const channelHere = { workspaceId, id: id.channelId, type: 'channel' as const }
  await db.insert(channels).values({
    id: id.channelId,
    workspaceId,
    appId: id.appId,
    plugin: 'slack',
    publicId: newId(),
    encryptedSecrets: await keyring.seal(db, channelHere, '{"signingSecret":"CANARY_SECRET"}'),
  })
  await db.insert(channelMessages).values({
    workspaceId,
    channelId: id.channelId,
    eventId: 'e1',
    conversation: 'c1',
    sender: 'u1',
    text: 'CANARY_VALUE',
    target: {},
    status: 'answered',
  })
}

export async function fillRun({ db, workspaceId, id }: Filling): Promise<void> {
  const run = {
    id: id.runId,
    workspaceId,
    appId: id.appId,
    planHash: 'h',
    origin: 'studio' as const,
    owner: newId(),
    preview: 'hello',
  }
  await db.insert(runs).values({ ...run, status: 'succeeded', inputs: {}, labels: {} })
  await db.insert(runValues).values({ runId: id.runId, hash: id.hash, value: 'CANARY_VALUE' })
  const appScope = { workspaceId, appId: id.appId, environment: 'production', scope: 'app' as const, scopeKey: '' }
  const stored = { value: 'CANARY_VALUE' }
  await db.insert(appVariables).values({ ...appScope, name: 'topic', stored, revision: 1, runId: id.runId })
  const results = [{ value: 'CANARY_VALUE', revision: 1, previousRevision: 0 }]
  await fillTable({ db, workspaceId, id })
  await db.insert(variableWrites).values({ workspaceId, runId: id.runId, step: 'set', results })
  await db.insert(waits).values({
    id: id.waitId,
    workspaceId,
    appId: id.appId,
    runId: id.runId,
    path: 'ask',
    key: 'answer',
    nodeId: 'ask',
    nodeLabel: 'Ask',
    request: {
      kind: 'approval',
      title: 'Send it?',
      message: '',
      context: null,
      fields: [],
      assignees: { userIds: [], roles: [] },
      needsSecondPerson: false,
      dueAtMs: null,
      onDue: 'reject',
    },
    status: 'waiting',
  })
}

async function fillTable({ db, workspaceId, id }: Pick<Filling, 'db' | 'workspaceId' | 'id'>): Promise<void> {
  await db
    .insert(environmentVariables)
    .values({ workspaceId, name: 'API_HOST', type: 'text', stored: { default: 'CANARY_VALUE', byEnvironment: {} } })
  const { tableId, rowId, runId } = id
  const column = { id: 'email', label: 'Email', type: 'text' as const, required: false, unique: true, personal: true }
  await db
    .insert(workspaceTables)
    .values({ id: tableId, workspaceId, name: 'Contacts', columns: [{ ...column, options: [] }] })
  const tableKey = { workspaceId, tableId, environment: '' }
  await db.insert(tableRows).values({ ...tableKey, id: rowId, values: { email: 'CANARY_VALUE' }, runId })
  await db.insert(tableUniqueValues).values({ ...tableKey, column: 'email', value: '"CANARY_VALUE"', rowId })
  const result = { rows: [{ email: 'CANARY_VALUE' }], count: 1, isTruncated: false }
  await db.insert(tableWrites).values({ workspaceId, runId, key: 'insert', result })
}
