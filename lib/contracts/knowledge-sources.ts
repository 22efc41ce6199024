import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema } from '@/lib/core/json'
import { DocumentAccess } from '@/lib/core/knowledge/document-access'
import { DocumentMetadata } from '@/lib/core/knowledge/document-metadata'
import { defineContract } from './contract'
import { ProblemRef } from './problem'
import { Cron, TimeZone } from './schedules'
import { Done, Name, Timestamp } from './shared'

export const SYNC_OUTCOMES = ['added', 'updated', 'removed', 'failed', 'skipped'] as const
export const SyncOutcome = z.enum(SYNC_OUTCOMES)
export type SyncOutcome = z.infer<typeof SyncOutcome>

export const SyncView = z.strictObject({
  id: Id,
  cause: z.enum(['person', 'schedule', 'change']),
  status: z.enum(['queued', 'listing', 'fetching', 'indexing', 'done', 'failed', 'cancelled']),
  startedByName: z.string().nullable(),
  added: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  removed: z.number().int(),
  failed: z.number().int(),
  skipped: z.number().int(),
  /** Found but not processed yet, or not searchable yet. */
  pending: z.number().int(),
  /** Documents missing at the source: more than half, so that a person must confirm. */
  vanished: z.number().int(),
  removal: z.enum(['asked', 'removed', 'kept']).nullable(),
  /** Why the list was incomplete, so that missing documents were kept. */
  cutOff: z.string().nullable(),
  cutOffRef: ProblemRef,
  error: z.string().nullable(),
  errorRef: ProblemRef,
  createdAt: Timestamp,
  endedAt: Timestamp.nullable(),
})
export type SyncView = z.infer<typeof SyncView>

export const SourceView = z.strictObject({
  id: Id,
  kind: z.string(),
  name: z.string(),
  settings: JsonObjectSchema,
  /** Whether a secret is stored; `last4` is set for single-line secrets. */
  hasSecret: z.boolean(),
  last4: z.string().nullable(),
  cron: z.string().nullable(),
  timeZone: z.string(),
  nextSyncAt: Timestamp.nullable(),
  /** The access and metadata of its documents. */
  access: DocumentAccess,
  metadata: DocumentMetadata,
  documentCount: z.number().int(),
  lastSync: SyncView.nullable(),
  createdAt: Timestamp,
})
export type SourceView = z.infer<typeof SourceView>

/** Validated further by the manifest of the kind. */
const Secret = z.string().trim().min(1).max(20_000)
const KbParams = z.strictObject({ knowledgeBaseId: Id })
const SourceParams = z.strictObject({ knowledgeBaseId: Id, knowledgeSourceId: Id })
const SyncParams = z.strictObject({ knowledgeBaseId: Id, knowledgeSourceId: Id, syncId: Id })
const BASE = '/api/studio/knowledge/:knowledgeBaseId/sources'
const ONE = `${BASE}/:knowledgeSourceId` as const

/** Lists the available kinds of sources, and the server folders that the operator has configured. */
export const listSourceKinds = defineContract({
  name: 'knowledgeSources.kinds',
  method: 'GET',
  path: '/api/studio/source-kinds',
  access: 'viewer',
  response: z.strictObject({ folders: z.array(z.string()) }),
})

export const listSources = defineContract({
  name: 'knowledgeSources.list',
  method: 'GET',
  path: BASE,
  access: 'viewer',
  params: KbParams,
  response: z.strictObject({ sources: z.array(SourceView) }),
})

/** Adds a source and starts its first sync. */
export const createSource = defineContract({
  name: 'knowledgeSources.create',
  method: 'POST',
  path: BASE,
  access: 'editor',
  params: KbParams,
  body: z.strictObject({
    kind: z.string().max(40),
    name: Name,
    settings: JsonObjectSchema,
    secret: Secret.optional(),
    cron: Cron.nullable().default(null),
    timeZone: TimeZone.default('UTC'),
    access: DocumentAccess.default(null),
    metadata: DocumentMetadata.default({}),
  }),
  response: SourceView,
})

/**
 * Changes a source. Without `secret`, the stored secret stays. If a setting changes where the secret is sent, it must
 * be entered again, so that it cannot leak to another host. A new `access` or `metadata` also applies to existing
 * documents, except where it was set manually.
 */
export const updateSource = defineContract({
  name: 'knowledgeSources.update',
  method: 'PATCH',
  path: ONE,
  access: 'editor',
  params: SourceParams,
  body: z.strictObject({
    name: Name.optional(),
    settings: JsonObjectSchema.optional(),
    secret: Secret.optional(),
    cron: Cron.nullable().optional(),
    timeZone: TimeZone.optional(),
    access: DocumentAccess.optional(),
    metadata: DocumentMetadata.optional(),
  }),
  response: SourceView,
})

/** Deletes a source. `documents`: whether they stay as if uploaded, or move to the trash. */
export const deleteSource = defineContract({
  name: 'knowledgeSources.delete',
  method: 'DELETE',
  path: ONE,
  access: 'editor',
  params: SourceParams,
  query: z.strictObject({ documents: z.enum(['keep', 'remove']).default('keep') }),
  response: Done,
})

/**
 * Reads the first items of a source before it is added; nothing is stored. With `sourceId` its stored secret is used.
 */
export const testSource = defineContract({
  name: 'knowledgeSources.test',
  method: 'POST',
  path: '/api/studio/knowledge/:knowledgeBaseId/source-test',
  access: 'editor',
  params: KbParams,
  body: z.strictObject({
    kind: z.string().max(40),
    settings: JsonObjectSchema,
    secret: Secret.optional(),
    sourceId: Id.optional(),
  }),
  response: z.strictObject({
    items: z.array(z.strictObject({ name: z.string(), url: z.string().nullable() })),
    /** Whether there are more than these. */
    hasMore: z.boolean(),
    /** Why the first unreadable one could not be read, as a sentence. */
    problem: z.string().nullable(),
    problemRef: ProblemRef,
  }),
})

export const startSync = defineContract({
  name: 'knowledgeSources.sync',
  method: 'POST',
  path: `${ONE}/syncs`,
  access: 'editor',
  params: SourceParams,
  response: SyncView,
})

export const listSyncs = defineContract({
  name: 'knowledgeSources.syncs',
  method: 'GET',
  path: `${ONE}/syncs`,
  access: 'viewer',
  params: SourceParams,
  response: z.strictObject({ syncs: z.array(SyncView) }),
})

export const cancelSync = defineContract({
  name: 'knowledgeSources.cancelSync',
  method: 'POST',
  path: `${ONE}/syncs/:syncId/cancel`,
  access: 'editor',
  params: SyncParams,
  response: SyncView,
})

/** Decides what happens to documents when more than half of them disappeared at once. */
export const decideRemoval = defineContract({
  name: 'knowledgeSources.decideRemoval',
  method: 'POST',
  path: `${ONE}/syncs/:syncId/removal`,
  access: 'editor',
  params: SyncParams,
  body: z.strictObject({ decision: z.enum(['remove', 'keep']) }),
  response: SyncView,
})

export const SyncItemView = z.strictObject({
  key: z.string(),
  name: z.string(),
  url: z.string().nullable(),
  outcome: SyncOutcome,
  reason: z.string().nullable(),
  reasonRef: ProblemRef,
  documentId: Id.nullable(),
})
export type SyncItemView = z.infer<typeof SyncItemView>

/** The report of a sync: items that were not simply unchanged, failures first. */
export const listSyncItems = defineContract({
  name: 'knowledgeSources.syncItems',
  method: 'GET',
  path: `${ONE}/syncs/:syncId/items`,
  access: 'viewer',
  params: SyncParams,
  query: z.strictObject({
    outcome: SyncOutcome.optional(),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  response: z.strictObject({ items: z.array(SyncItemView), total: z.number().int() }),
})
