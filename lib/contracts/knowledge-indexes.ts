import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { IndexChunking } from '@/lib/core/knowledge/index-chunking'
import { defineContract } from './contract'
import { ProblemRef } from './problem'
import { Done, Timestamp } from './shared'

/** A connection's id and its model, `builtin`, or `route` and its name. */
export const EmbedderRef = z.strictObject({ connection: z.string().min(1).max(60), model: z.string().min(1).max(200) })
export type EmbedderRef = z.infer<typeof EmbedderRef>

/** ISO 639 codes; null means all languages. */
const Languages = z
  .array(z.string().regex(/^[a-z]{2,3}$/))
  .max(50)
  .nullable()

export const IndexView = z.strictObject({
  id: Id,
  status: z.enum(['building', 'active', 'retired']),
  embedder: EmbedderRef,
  /** The display name. */
  embedderName: z.string(),
  dims: z.number().int(),
  languages: Languages,
  chunking: IndexChunking,
  documentsDone: z.number().int(),
  documentsTotal: z.number().int(),
  chunkCount: z.number().int(),
  /** The first documents that it could not process. */
  failed: z.array(z.strictObject({ documentId: Id, name: z.string(), error: z.string(), errorRef: ProblemRef })),
  failedCount: z.number().int(),
  /** Tokens sent to the model so far, and their cost, which is null if the price is unknown. */
  tokens: z.number().int(),
  costMicros: z.number().int().nullable(),
  /** Why the build is paused. */
  error: z.string().nullable(),
  errorRef: ProblemRef,
  createdByName: z.string().nullable(),
  createdAt: Timestamp,
  readyAt: Timestamp.nullable(),
  /** Time at which a retired index is permanently deleted. */
  deletedAt: Timestamp.nullable(),
})
export type IndexView = z.infer<typeof IndexView>

const BaseParams = z.strictObject({ knowledgeBaseId: Id })
const IndexParams = z.strictObject({ knowledgeBaseId: Id, indexId: Id })
const path = '/api/studio/knowledge/:knowledgeBaseId'

export const listIndexes = defineContract({
  name: 'knowledge.indexes',
  method: 'GET',
  path: `${path}/indexes`,
  access: 'viewer',
  params: BaseParams,
  /** The active one first, then the one being built, then the retired ones. */
  response: z.strictObject({ indexes: z.array(IndexView) }),
})

/** A model that can embed, with known facts. */
export const EmbedderOption = z.strictObject({
  embedder: EmbedderRef,
  name: z.string(),
  connectionName: z.string(),
  /** Null until the model is called for the first time. */
  dims: z.number().int().nullable(),
  languages: Languages,
  /** Millionths of a US dollar for a million tokens; null if unknown. */
  microsPerMillion: z.number().int().nullable(),
})
export type EmbedderOption = z.infer<typeof EmbedderOption>

export const listEmbedders = defineContract({
  name: 'knowledge.embedders',
  method: 'GET',
  path: '/api/studio/embedders',
  access: 'viewer',
  response: z.strictObject({ embedders: z.array(EmbedderOption) }),
})

export const RebuildPlan = z.strictObject({
  embedder: EmbedderRef,
  chunking: IndexChunking,
  /** Languages that the model supports; if absent, those of the catalog. */
  languages: Languages.optional(),
})
export type RebuildPlan = z.infer<typeof RebuildPlan>

export const RebuildEstimate = z.strictObject({
  documents: z.number().int(),
  /** Documents in a language that the model does not support: only keyword search finds them. */
  unreadDocuments: z.number().int(),
  /** Approximate number of tokens sent to the model. */
  tokens: z.number().int(),
  /** Null if the price of this model is unknown. */
  costMicros: z.number().int().nullable(),
  /** Null if the model must be called to find out. */
  dims: z.number().int().nullable(),
  languages: Languages,
  /** Whether nothing would change. */
  isSame: z.boolean(),
})
export type RebuildEstimate = z.infer<typeof RebuildEstimate>

export const estimateRebuild = defineContract({
  name: 'knowledge.rebuild.estimate',
  method: 'POST',
  path: `${path}/rebuild/estimate`,
  access: 'editor',
  params: BaseParams,
  body: RebuildPlan,
  response: RebuildEstimate,
})

/** Starts a rebuild. First requests one vector from the model, so that a wrong key or address fails at once. */
export const startRebuild = defineContract({
  name: 'knowledge.rebuild.start',
  method: 'POST',
  path: `${path}/rebuild`,
  access: 'editor',
  params: BaseParams,
  body: RebuildPlan,
  response: z.strictObject({ indexId: Id }),
})

/** Cancels a rebuild; the old index stays active. An index that was being restored is retired again. */
export const cancelRebuild = defineContract({
  name: 'knowledge.rebuild.cancel',
  method: 'POST',
  path: `${path}/indexes/:indexId/cancel`,
  access: 'editor',
  params: IndexParams,
  response: Done,
})

/** Resumes after a failure; `withoutFailed` switches although some documents failed. */
export const continueRebuild = defineContract({
  name: 'knowledge.rebuild.continue',
  method: 'POST',
  path: `${path}/indexes/:indexId/continue`,
  access: 'editor',
  params: IndexParams,
  body: z.strictObject({ withoutFailed: z.boolean().default(false) }),
  response: Done,
})

/** Restores a retired index: it is brought up to date and becomes the active one. */
export const restoreIndex = defineContract({
  name: 'knowledge.indexes.restore',
  method: 'POST',
  path: `${path}/indexes/:indexId/restore`,
  access: 'editor',
  params: IndexParams,
  response: Done,
})

/** Deletes a retired index early. */
export const discardIndex = defineContract({
  name: 'knowledge.indexes.discard',
  method: 'DELETE',
  path: `${path}/indexes/:indexId`,
  access: 'editor',
  params: IndexParams,
  response: Done,
})
