import 'server-only'
import { RoutePolicy } from '@/lib/contracts/routes'
import { newId } from '@/lib/core/new-id'
import { apiKeys, apps, environments, publications, versions } from '@/lib/db/schema/apps'
import { members, users } from '@/lib/db/schema/auth'
import { batches, schedules, triggers } from '@/lib/db/schema/automations'
import { budgets } from '@/lib/db/schema/budgets'
import {
  datasetExamples,
  datasetSources,
  datasets,
  datasetVersionExamples,
  datasetVersions,
} from '@/lib/db/schema/datasets'
import { modelChecks } from '@/lib/db/schema/governance'
import { chunks, documents } from '@/lib/db/schema/knowledge'
import { knowledgeSources, sourceSyncs } from '@/lib/db/schema/knowledge-sources'
import { connections, secrets } from '@/lib/db/schema/models'
import { oauthClients, oauthGrants } from '@/lib/db/schema/oauth'
import { invitations } from '@/lib/db/schema/people'
import { blocks } from '@/lib/db/schema/protection'
import { environmentSecrets, releaseOrders, rollouts } from '@/lib/db/schema/releases'
import { labQuestions, labRuns } from '@/lib/db/schema/retrieval-lab'
import { modelRoutes } from '@/lib/db/schema/routes'
import { runs, runValues } from '@/lib/db/schema/runs'
import { modelVersions, registeredModels, trainingJobs } from '@/lib/db/schema/training'
import { waits } from '@/lib/db/schema/waits'
import { visitorRequests } from '@/lib/db/schema/widget'
import { emptyGraph } from '@/lib/graph/graph'
import { createKnowledgeBase } from '@/lib/rag/indexes/create-knowledge-base'
import { StatisticsCounter } from '@/lib/services/datasets/statistics'
import type { System } from '@/lib/services/system'

export type WorkspaceRows = Record<
  | 'appId'
  | 'fileId'
  | 'versionId'
  | 'environment'
  | 'environmentSecretId'
  | 'orderId'
  | 'rolloutId'
  | 'runId'
  | 'hash'
  | 'waitId'
  | 'budgetId'
  | 'blockId'
  | 'knowledgeBaseId'
  | 'knowledgeSourceId'
  | 'syncId'
  | 'documentId'
  | 'indexId'
  | 'chunkId'
  | 'labQuestionId'
  | 'labRunId'
  | 'connectionId'
  | 'routeId'
  | 'keyId'
  | 'programId'
  | 'secretId'
  | 'userId'
  | 'invitationId'
  | 'scheduleId'
  | 'jobId'
  | 'batchId'
  | 'triggerId'
  | 'requestId'
  | 'datasetId'
  | 'exampleId'
  | 'sourceId'
  | 'datasetVersionId'
  | 'model'
  | 'checkId'
  | 'trainedModelId'
  | 'modelVersionId'
  | 'trainingJobId',
  string
>

/** One row of everything that has an id. */
export async function fillWorkspace({ db, keyring }: System, workspaceId: string): Promise<WorkspaceRows> {
  const id: WorkspaceRows = {
    appId: newId(),
    fileId: newId(),
    versionId: newId(),
    environment: 'preview',
    environmentSecretId: newId(),
    orderId: newId(),
    rolloutId: newId(),
    runId: newId(),
    hash: 'a'.repeat(64),
    waitId: newId(),
    budgetId: newId(),
    blockId: newId(),
    knowledgeBaseId: '',
    knowledgeSourceId: newId(),
    syncId: newId(),
    documentId: newId(),
    indexId: '',
    chunkId: newId(),
    labQuestionId: newId(),
    labRunId: newId(),
    connectionId: newId(),
    routeId: newId(),
    keyId: newId(),
    programId: newId(),
    secretId: newId(),
    userId: newId(),
    invitationId: newId(),
    scheduleId: newId(),
    jobId: newId(),
    batchId: newId(),
    triggerId: newId(),
    requestId: newId(),
    datasetId: newId(),
    exampleId: newId(),
    sourceId: newId(),
    datasetVersionId: newId(),
    model: 'chat-1',
    checkId: newId(),
    trainedModelId: newId(),
    modelVersionId: newId(),
    trainingJobId: newId(),
  }
  const graph = emptyGraph()
  await db.insert(apps).values({ id: id.appId, workspaceId, name: 'App', kind: 'chat', draft: graph })
  await db
    .insert(versions)
    .values({ id: id.versionId, workspaceId, appId: id.appId, number: 1, author: 'me', graph, hash: 'h' })
  await db.insert(environments).values({ appId: id.appId, workspaceId, name: 'production', versionId: id.versionId })
  const inApp = { workspaceId, appId: id.appId, environment: id.environment, versionId: id.versionId }
  await db.insert(environments).values({ appId: id.appId, workspaceId, name: id.environment })
  await db.insert(releaseOrders).values({ ...inApp, id: id.orderId, status: 'waiting', requestedByName: 'me' })
  await db.insert(rollouts).values({
    ...{ ...inApp, id: id.rolloutId, baseVersionId: id.versionId, kind: 'canary', percent: 10 },
    ...{ stickyBy: 'conversation', startedByName: 'me' },
  })
  const secretHere = { workspaceId, id: id.environmentSecretId, type: 'secret' as const }
  await db.insert(environmentSecrets).values({
    ...{ id: id.environmentSecretId, workspaceId, appId: id.appId, environment: id.environment, name: 'TOKEN' },
    ...{ encryptedValue: await keyring.seal(db, secretHere, 'CANARY_SECRET_VALUE'), hosts: ['example.com'] },
  })
  await db.insert(publications).values({
    appId: id.appId,
    workspaceId,
    slug: `app-${id.appId.slice(-8)}`,
    settings: { access: 'link', allowedOrigins: [], title: 'App', greeting: '', suggestions: [], accent: '#c2410c' },
  })
  await db.insert(schedules).values({
    ...{ id: id.scheduleId, workspaceId, appId: id.appId, name: 'Daily', cron: '0 7 * * *', timeZone: 'UTC' },
    ...{ inputs: { message: 'hello' }, missed: 'once', overlap: 'skip' },
  })
  await db.insert(batches).values({
    ...{
      id: id.batchId,
      workspaceId,
      appId: id.appId,
      name: 'B',
      fileName: 'b.csv',
      format: 'csv',
      columns: ['message'],
    },
    status: 'draft',
  })
  await db.insert(visitorRequests).values({
    ...{ id: id.requestId, workspaceId, appId: id.appId, kind: 'lead', endUser: 'v', origin: 'https://shop.example' },
    ...{ values: { email: 'ada@example.com' }, runIds: [], delivery: 'none' },
  })
  const sealedHook = await keyring.seal(db, { workspaceId, id: id.triggerId, type: 'trigger' }, 'CANARY_SECRET')
  await db.insert(triggers).values({
    ...{ id: id.triggerId, workspaceId, appId: id.appId, name: 'Hook', auth: 'signature', last4: 'abcd' },
    ...{ publicId: newId(), encryptedSecret: sealedHook, mapping: { kind: 'whole', input: 'message' } },
  })
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
  await db.insert(budgets).values({
    ...{ id: id.budgetId, workspaceId, name: 'Budget', scope: 'workspace', period: 'month', limitMicros: 1_000_000 },
  })
  await db.insert(blocks).values({
    ...{ id: id.blockId, workspaceId, kind: 'end-user', subject: 'nobody', reason: 'Spam', createdByName: 'me' },
  })
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
  const made = await createKnowledgeBase(db, { workspaceId, name: 'KB' })
  id.knowledgeBaseId = made.knowledgeBaseId
  id.indexId = made.indexId
  const inBase = { workspaceId, knowledgeBaseId: id.knowledgeBaseId }
  await db.insert(knowledgeSources).values({
    ...{ ...inBase, id: id.knowledgeSourceId, kind: 'web', name: 'Site', settings: { url: 'http://127.0.0.1:9/' } },
    encryptedSecret: await keyring.seal(
      db,
      { workspaceId, id: id.knowledgeSourceId, type: 'source' },
      'CANARY_SECRET_VALUE',
    ),
  })
  await db.insert(sourceSyncs).values({
    ...{ id: id.syncId, workspaceId, sourceId: id.knowledgeSourceId, cause: 'person', status: 'done' },
  })
  await db.insert(documents).values({
    ...inBase,
    id: id.documentId,
    name: 'a.txt',
    mimeType: 'text/plain',
    sizeBytes: 1,
    sha256: 'x',
    fileId: newId(),
    status: 'ready',
    text: 'hello world',
  })
  await db.insert(chunks).values({
    ...inBase,
    id: id.chunkId,
    indexId: made.indexId,
    documentId: id.documentId,
    ordinal: 0,
    text: 'hello world',
    headings: [],
    startOffset: 0,
    endOffset: 11,
    tokenCount: 2,
  })
  await db.insert(labQuestions).values({
    ...{ ...inBase, id: id.labQuestionId, question: 'What?', hash: newId(), answer: 'hello', expected: [] },
    ...{ origin: 'typed', review: 'accepted' },
  })
  await db.insert(labRuns).values({
    ...{ ...inBase, id: id.labRunId, status: 'done', total: 1, configurations: [], questionIds: [id.labQuestionId] },
  })
  const encryptedKey = await keyring.seal(
    db,
    { workspaceId, id: id.connectionId, type: 'connection' },
    'CANARY_SECRET_VALUE',
  )
  await db.insert(connections).values({
    id: id.connectionId,
    workspaceId,
    name: 'Model',
    provider: 'openai-compatible',
    baseUrl: 'http://127.0.0.1:9',
    encryptedKey,
    models: [{ id: id.model, label: 'Chat', ability: 'chat' }],
  })
  await db.insert(modelChecks).values({
    ...{
      id: id.checkId,
      workspaceId,
      connectionId: id.connectionId,
      model: id.model,
      kind: 'safety',
      status: 'queued',
    },
  })
  const target = { model: { connection: id.connectionId, model: 'm' } }
  const policy = RoutePolicy.parse({ strategy: 'ordered', targets: [target] })
  await db.insert(modelRoutes).values({ id: id.routeId, workspaceId, name: 'best', policy })
  await db
    .insert(apiKeys)
    .values({ id: id.keyId, workspaceId, name: 'Key', hash: newId(), start: 'pb_live_ab12', last4: 'wxyz' })
  const encryptedValue = await keyring.seal(db, { workspaceId, id: id.secretId, type: 'secret' }, 'CANARY_SECRET_VALUE')
  await db
    .insert(secrets)
    .values({ id: id.secretId, workspaceId, name: 'TOKEN', encryptedValue, hosts: ['example.com'] })
  await fillDataset(db, workspaceId, id)
  await db.insert(users).values({ id: id.userId, name: 'Guest', email: `${id.userId}@example.com` })
  await db.insert(members).values({ workspaceId, userId: id.userId, role: 'viewer' })
  await fillProgram(db, workspaceId, id)
  await db.insert(invitations).values({
    id: id.invitationId,
    workspaceId,
    role: 'viewer',
    tokenHash: newId(),
    expiresAt: new Date(Date.now() + 60_000),
  })
  const ofModel = { workspaceId, modelId: id.trainedModelId }
  await db.insert(registeredModels).values({ id: id.trainedModelId, workspaceId, name: 'triage', kind: 'classifier' })
  await db
    .insert(modelVersions)
    .values({ ...ofModel, id: id.modelVersionId, number: 1, stage: 'production', trainingJobId: id.trainingJobId })
  await db
    .insert(trainingJobs)
    .values({ ...ofModel, id: id.trainingJobId, kind: 'classifier', settings: {}, status: 'queued' })
  return id
}

async function fillDataset(db: System['db'], workspaceId: string, id: WorkspaceRows): Promise<void> {
  const { datasetId } = id
  await db.insert(datasets).values({ id: datasetId, workspaceId, name: 'Data', kind: 'qa' })
  await db
    .insert(datasetSources)
    .values({ id: id.sourceId, workspaceId, datasetId, kind: 'manual', name: 'By hand', status: 'done' })
  await db.insert(datasetExamples).values({
    ...{ id: id.exampleId, workspaceId, datasetId, sourceId: id.sourceId, hash: 'h', inputHash: 'i' },
    ...{ data: { question: 'Who?', answer: 'Me.' }, preview: 'Who? → Me.', review: 'approved', split: 'train' },
  })
  const statistics = new StatisticsCounter().finish([])
  await db.insert(datasetVersions).values({ id: id.datasetVersionId, workspaceId, datasetId, number: 1, statistics })
  await db
    .insert(datasetVersionExamples)
    .values({ versionId: id.datasetVersionId, exampleId: id.exampleId, workspaceId, split: 'train' })
}

/** A program that the guest has let in. */
async function fillProgram(db: System['db'], workspaceId: string, id: Pick<WorkspaceRows, 'programId' | 'userId'>) {
  const [clientId, expiresAt] = [newId(), new Date(Date.now() + 60_000)]
  const key = { id: id.programId, workspaceId, name: 'Desk', hash: newId(), start: 'pb_mcp_', last4: '' }
  await db.insert(apiKeys).values(key)
  await db.insert(oauthClients).values({ id: clientId, name: 'Desk', redirectUris: ['https://program.example/back'] })
  await db.insert(oauthGrants).values({
    ...{ keyId: id.programId, clientId, workspaceId, userId: id.userId, rotatedAt: new Date() },
    ...{ accessHash: newId(), accessExpiresAt: expiresAt, refreshHash: newId(), refreshExpiresAt: expiresAt },
  })
}
