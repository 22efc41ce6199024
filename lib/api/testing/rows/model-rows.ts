import 'server-only'
import { gzipSync } from 'node:zlib'
import { RoutePolicy } from '@/lib/contracts/routes'
import { customApiActions, customApiDocuments, customApis, customApiVersions } from '@/lib/db/schema/custom-apis'
import { modelChecks } from '@/lib/db/schema/governance'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { mcpServers } from '@/lib/db/schema/mcp-servers'
import { connections } from '@/lib/db/schema/models'
import { modelRoutes } from '@/lib/db/schema/routes'
import { modelVersions, registeredModels, trainingJobs } from '@/lib/db/schema/training'
import type { ApiManifest } from '@/lib/plugins/imported/api-data'
import type { Filling } from './workspace-rows'

export async function fillModels({ db, keyring, workspaceId, id }: Filling): Promise<void> {
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
  const sealOwner = { workspaceId, id: id.integrationConnectionId, type: 'integration' as const }
  await db.insert(integrationConnections).values({
    id: id.integrationConnectionId,
    workspaceId,
    plugin: 'custom',
    kind: 'custom',
    name: 'Service',
    state: 'ok',
    custom: {
      kind: { id: 'custom', label: '', kind: 'bearer', keyLabel: 'Token' },
      hosts: ['api.example.com'],
      testUrl: null,
    },
    encryptedSecrets: await keyring.seal(db, sealOwner, JSON.stringify({ key: 'CANARY_SECRET_VALUE' })),
  })
  await db.insert(mcpServers).values({
    id: id.mcpServerId,
    workspaceId,
    name: 'Docs',
    url: 'http://127.0.0.1:9/mcp',
    state: 'failed',
    connectionId: id.integrationConnectionId,
  })
  await fillCustomApi({ db, workspaceId, id })
  await db.insert(modelChecks).values({
    id: id.checkId,
    workspaceId,
    connectionId: id.connectionId,
    model: id.model,
    kind: 'safety',
    status: 'queued',
  })
  const target = { model: { connection: id.connectionId, model: 'm' } }
  const policy = RoutePolicy.parse({ strategy: 'ordered', targets: [target] })
  await db.insert(modelRoutes).values({ id: id.routeId, workspaceId, name: 'best', policy })
}

export async function fillTraining({ db, workspaceId, id }: Filling): Promise<void> {
  const modelKey = { workspaceId, modelId: id.trainedModelId }
  await db.insert(registeredModels).values({ id: id.trainedModelId, workspaceId, name: 'triage', kind: 'classifier' })
  await db
    .insert(modelVersions)
    .values({ ...modelKey, id: id.modelVersionId, number: 1, stage: 'production', trainingJobId: id.trainingJobId })
  await db
    .insert(trainingJobs)
    .values({ ...modelKey, id: id.trainingJobId, kind: 'classifier', settings: {}, status: 'queued' })
}

async function fillCustomApi({ db, workspaceId, id }: Pick<Filling, 'db' | 'workspaceId' | 'id'>): Promise<void> {
  const { customApiId: apiId, apiDocumentId: documentId, apiPlugin: plugin, apiAction: action } = id
  const apiVersion = { workspaceId, apiId, version: 1 }
  const manifest: ApiManifest = {
    id: plugin,
    label: 'Pets',
    description: 'Pets',
    docsUrl: '',
    baseUrl: 'https://pets.example.com',
    hosts: ['pets.example.com'],
    connections: [{ id: 'none', label: 'No sign-in', kind: 'none' }],
  }
  await db
    .insert(customApiDocuments)
    .values({ id: documentId, workspaceId, content: new Uint8Array(gzipSync(DOCUMENT)) })
  await db.insert(customApis).values({ id: apiId, workspaceId, plugin, name: 'Pets', version: 1 })
  await db.insert(customApiVersions).values({
    ...apiVersion,
    documentId,
    server: 'https://pets.example.com',
    reads: [],
    manifest,
    actions: [{ id: action, version: 1 }],
  })
  await db.insert(customApiActions).values({
    ...apiVersion,
    action,
    data: {
      id: action,
      operation: 'GET /pets',
      label: 'List pets',
      description: 'Lists pets.',
      tags: [],
      effect: 'read',
      connections: ['none'],
      scopes: [],
      fields: [],
      outputs: [],
      request: { method: 'GET', path: '/pets', response: 'none' },
    },
  })
}

const DOCUMENT = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1' },
  paths: { '/pets': { get: { responses: { 204: { description: 'None' } } } } },
})
