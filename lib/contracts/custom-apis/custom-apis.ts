import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { ActionChange } from '@/lib/import/openapi/action-changes'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from '../contract'
import { Done, Timestamp } from '../shared'
import { ApiDocumentView } from './documents'

const OneApi = z.strictObject({ customApiId: Id })
const OperationKey = z.string().min(1).max(1_010)

/** The operations to import from a document, and their settings. */
const Selection = {
  documentId: Id,
  /** The address of the API. Variables in braces become fields of its connections. */
  server: z
    .string()
    .trim()
    .regex(/^https?:\/\/[^\s/]+/i, schemaError('forms.authAddress'))
    .max(1_000),
  /** By method and path, such as `GET /pets/{id}`. */
  operations: z.array(OperationKey).min(1).max(5_000),
  /** Operations that only read, although their method is not GET. Only owners can mark them. */
  reads: z.array(OperationKey).max(5_000).default([]),
}

export const CustomApiView = z.strictObject({
  id: Id,
  /** Id of the plugin in graphs. */
  plugin: z.string(),
  name: z.string(),
  description: z.string(),
  version: z.number().int(),
  baseUrl: z.string(),
  /** URL from which the document was loaded; null if it was pasted or uploaded. */
  documentUrl: z.string().nullable(),
  actionCount: z.number().int(),
  updatedAt: Timestamp,
})
export type CustomApiView = z.infer<typeof CustomApiView>

export const listCustomApis = defineContract({
  name: 'customApis.list',
  method: 'GET',
  path: '/api/studio/custom-apis',
  access: 'viewer',
  response: z.strictObject({ apis: z.array(CustomApiView) }),
})

export const createCustomApi = defineContract({
  name: 'customApis.create',
  method: 'POST',
  path: '/api/studio/custom-apis',
  access: 'editor',
  body: z.strictObject({ name: z.string().trim().min(1).max(60), ...Selection }),
  response: CustomApiView,
})

/** Returns the document and selection of the current version, to change the selection. */
export const getCustomApiSelection = defineContract({
  name: 'customApis.selection',
  method: 'GET',
  path: '/api/studio/custom-apis/:customApiId/selection',
  access: 'editor',
  params: OneApi,
  response: z.strictObject({
    api: CustomApiView,
    document: ApiDocumentView,
    server: z.string(),
    operations: z.array(z.string()),
    reads: z.array(z.string()),
  }),
})

const AffectedNode = z.strictObject({
  appId: Id,
  appName: z.string(),
  nodeId: z.string(),
  nodeName: z.string(),
  /** Whether a published version uses the API. It keeps the version of the API with which it was published. */
  isLive: z.boolean(),
})

const OperationChange = z.strictObject({
  operation: z.string(),
  label: z.string(),
  changes: z.array(ActionChange),
  nodes: z.array(AffectedNode),
})
export type OperationChange = z.infer<typeof OperationChange>

export const ApiComparison = z.strictObject({
  added: z.array(OperationChange),
  removed: z.array(OperationChange),
  /** Changes with which existing steps work as before. */
  changed: z.array(OperationChange),
  /** Changes after which existing steps need attention when they select the new version. */
  breaking: z.array(OperationChange),
  /** Whether the address or the ways to sign in differ, so that connections must be entered again. */
  isConnectionChanged: z.boolean(),
  unchangedCount: z.number().int(),
})
export type ApiComparison = z.infer<typeof ApiComparison>

/** Lists the changes that `customApis.update` would make. Nothing is stored. */
export const compareCustomApi = defineContract({
  name: 'customApis.compare',
  method: 'POST',
  path: '/api/studio/custom-apis/:customApiId/comparison',
  access: 'editor',
  params: OneApi,
  body: z.strictObject(Selection),
  response: ApiComparison,
})

/** Creates a version. Apps keep the version that they selected until their steps are updated. 409 CONFLICT for an older `version`. */
export const updateCustomApi = defineContract({
  name: 'customApis.update',
  method: 'POST',
  path: '/api/studio/custom-apis/:customApiId/versions',
  access: 'editor',
  params: OneApi,
  body: z.strictObject({ version: z.number().int().min(1), ...Selection }),
  response: CustomApiView,
})

/** 409 CONFLICT while apps use it, unless `confirm` is set. */
export const deleteCustomApi = defineContract({
  name: 'customApis.delete',
  method: 'DELETE',
  path: '/api/studio/custom-apis/:customApiId',
  access: 'editor',
  params: OneApi,
  query: z.strictObject({ confirm: z.enum(['true']).optional() }),
  response: Done,
})
