import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { IndexChunking } from '@/lib/core/knowledge/index-chunking'
import { defineContract } from './contract'
import { Done, Timestamp } from './shared'

/** A connection's id and its model, `builtin`, or `route` and its name. */
export const EmbedderRef = z.strictObject({ connection: z.string().min(1).max(60), model: z.string().min(1).max(200) })
export type EmbedderRef = z.infer<typeof EmbedderRef>

/** ISO 639 codes; null: all. */
const Languages = z
  .array(z.string().regex(/^[a-z]{2,3}$/))
  .max(50)
  .nullable()

export const IndexView = z.strictObject({
  id: Id,
  status: z.enum(['building', 'active', 'retired']),
  embedder: EmbedderRef,
  /** As people know it. */
  embedderName: z.string(),
  dims: z.number().int(),
  languages: Languages,
  chunking: IndexChunking,
  documentsDone: z.number().int(),
  documentsTotal: z.number().int(),
  chunkCount: z.number().int(),
  /** The first of those that it could not take. */
  failed: z.array(z.strictObject({ documentId: Id, name: z.string(), error: z.string() })),
  failedCount: z.number().int(),
  /** Sent to the model so far, and what it cost; null: the price is not known. */
  tokens: z.number().int(),
  costMicros: z.number().int().nullable(),
  /** Why the building stands still. */
  error: z.string().nullable(),
  createdByName: z.string().nullable(),
  createdAt: Timestamp,
  readyAt: Timestamp.nullable(),
  /** When it is deleted for good, of a retired one. */
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
  /** The active one first, then the one that is being built, then the retired ones. */
  response: z.strictObject({ indexes: z.array(IndexView) }),
})

/** A model that can embed, with what is known of it. */
export const EmbedderOption = z.strictObject({
  embedder: EmbedderRef,
  name: z.string(),
  connectionName: z.string(),
  /** null: not known before it is asked. */
  dims: z.number().int().nullable(),
  languages: Languages,
  /** Millionths of a US dollar for a million tokens; null: not known here. */
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
  /** What the model reads; absent: what is known of it. */
  languages: Languages.optional(),
})
export type RebuildPlan = z.infer<typeof RebuildPlan>

export const RebuildEstimate = z.strictObject({
  documents: z.number().int(),
  /** Documents in a language that the model does not read: they are searched by words alone. */
  unreadDocuments: z.number().int(),
  /** About as many are sent to the model. */
  tokens: z.number().int(),
  /** null: the price of this model is not known here. */
  costMicros: z.number().int().nullable(),
  /** null: the model has to be asked. */
  dims: z.number().int().nullable(),
  languages: Languages,
  /** Nothing would change. */
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

/** Asks the model for one vector first, so that a wrong key or address is told at once. */
export const startRebuild = defineContract({
  name: 'knowledge.rebuild.start',
  method: 'POST',
  path: `${path}/rebuild`,
  access: 'editor',
  params: BaseParams,
  body: RebuildPlan,
  response: z.strictObject({ indexId: Id }),
})

/** The old index goes on serving. One that was on its way back is retired again. */
export const cancelRebuild = defineContract({
  name: 'knowledge.rebuild.cancel',
  method: 'POST',
  path: `${path}/indexes/:indexId/cancel`,
  access: 'editor',
  params: IndexParams,
  response: Done,
})

/** After a failure; `withoutFailed` switches although some documents could not be taken. */
export const continueRebuild = defineContract({
  name: 'knowledge.rebuild.continue',
  method: 'POST',
  path: `${path}/indexes/:indexId/continue`,
  access: 'editor',
  params: IndexParams,
  body: z.strictObject({ withoutFailed: z.boolean().default(false) }),
  response: Done,
})

/** Back to a retired index: it takes what came since, and becomes the active one. */
export const restoreIndex = defineContract({
  name: 'knowledge.indexes.restore',
  method: 'POST',
  path: `${path}/indexes/:indexId/restore`,
  access: 'editor',
  params: IndexParams,
  response: Done,
})

/** A retired one, before its time. */
export const discardIndex = defineContract({
  name: 'knowledge.indexes.discard',
  method: 'DELETE',
  path: `${path}/indexes/:indexId`,
  access: 'editor',
  params: IndexParams,
  response: Done,
})
