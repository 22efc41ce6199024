import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema, JsonSchema } from '@/lib/core/json'
import { defineContract } from './contract'
import { ProblemKey, ProblemRef } from './problem'
import { Done, Name, Timestamp } from './shared'

export const MAX_BATCH_BYTES = 10 * 1024 * 1024
export const MAX_BATCH_ROWS = 100_000
export const MAX_PARALLEL = 32

/** The source of each input of the app: a column, or one value for all rows. */
export const BatchMapping = z.record(
  z.string().max(100),
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('column'), column: z.string().max(300) }),
    z.strictObject({ kind: z.literal('value'), value: JsonSchema }),
  ]),
)
export type BatchMapping = z.infer<typeof BatchMapping>

export const BATCH_STATUSES = ['draft', 'running', 'paused', 'done', 'cancelled'] as const

export const BatchView = z.strictObject({
  id: Id,
  appId: Id,
  appName: z.string(),
  name: z.string(),
  fileName: z.string(),
  format: z.enum(['csv', 'jsonl']),
  columns: z.array(z.string()),
  mapping: BatchMapping.nullable(),
  status: z.enum(BATCH_STATUSES),
  parallel: z.number().int(),
  concurrencyColumn: z.string().nullable(),
  versionNumber: z.number().int().nullable(),
  rowCount: z.number().int(),
  counts: z.strictObject({
    invalid: z.number().int(),
    waiting: z.number().int(),
    running: z.number().int(),
    succeeded: z.number().int(),
    failed: z.number().int(),
    cancelled: z.number().int(),
  }),
  /** Cost of all rows so far, in millionths of a dollar, as far as prices are known; null if no row has ended. */
  costMicros: z.number().nullable(),
  hasUnknownCost: z.boolean(),
  error: z.string().nullable(),
  errorRef: ProblemRef,
  createdAt: Timestamp,
  startedAt: Timestamp.nullable(),
  endedAt: Timestamp.nullable(),
})
export type BatchView = z.infer<typeof BatchView>

export const RowError = z.strictObject({ row: z.number().int(), message: z.string(), ...ProblemKey })

export const BatchItemView = z.strictObject({
  row: z.number().int(),
  /** The original values by column. */
  values: JsonObjectSchema,
  status: z.enum(['invalid', 'waiting', 'running', 'succeeded', 'failed', 'cancelled']),
  runId: Id.nullable(),
  outputs: JsonObjectSchema.nullable(),
  error: z.string().nullable(),
  errorRef: ProblemRef,
})
export type BatchItemView = z.infer<typeof BatchItemView>

const BatchParams = z.strictObject({ batchId: Id })

export const listBatches = defineContract({
  name: 'batches.list',
  method: 'GET',
  path: '/api/studio/batches',
  access: 'viewer',
  query: z.strictObject({ appId: Id.optional() }),
  response: z.strictObject({ batches: z.array(BatchView) }),
})

/** Uploads the file; no row runs before `start`. */
export const createBatch = defineContract({
  name: 'batches.create',
  method: 'POST',
  path: '/api/studio/apps/:appId/batches',
  access: 'runner',
  params: z.strictObject({ appId: Id }),
  bodyKind: 'upload',
  maxBodyBytes: MAX_BATCH_BYTES,
  response: BatchView,
})

export const getBatch = defineContract({
  name: 'batches.get',
  method: 'GET',
  path: '/api/studio/batches/:batchId',
  access: 'viewer',
  params: BatchParams,
  response: BatchView,
})

/** Reads the whole file with this mapping and reports the result of each row. */
export const checkBatch = defineContract({
  name: 'batches.check',
  method: 'POST',
  path: '/api/studio/batches/:batchId/check',
  access: 'runner',
  params: BatchParams,
  body: z.strictObject({ mapping: BatchMapping }),
  response: z.strictObject({
    rowCount: z.number().int(),
    invalidCount: z.number().int(),
    first: z.array(z.strictObject({ row: z.number().int(), inputs: JsonObjectSchema })),
    /** The first hundred errors. */
    errors: z.array(RowError),
  }),
})

export const startBatch = defineContract({
  name: 'batches.start',
  method: 'POST',
  path: '/api/studio/batches/:batchId/start',
  access: 'runner',
  params: BatchParams,
  body: z.strictObject({
    name: Name.optional(),
    mapping: BatchMapping,
    parallel: z.number().int().min(1).max(MAX_PARALLEL).default(4),
    /** The column with each row's concurrency key. */
    concurrencyColumn: z.string().max(300).nullable().default(null),
  }),
  response: BatchView,
})

export const controlBatch = defineContract({
  name: 'batches.control',
  method: 'POST',
  path: '/api/studio/batches/:batchId/control',
  access: 'runner',
  params: BatchParams,
  body: z.strictObject({ action: z.enum(['pause', 'resume', 'cancel', 'run-rest', 'retry-failed']) }),
  response: BatchView,
})

export const listBatchItems = defineContract({
  name: 'batches.items',
  method: 'GET',
  path: '/api/studio/batches/:batchId/items',
  access: 'viewer',
  params: BatchParams,
  query: z.strictObject({
    status: z.enum(['invalid', 'waiting', 'running', 'succeeded', 'failed', 'cancelled']).optional(),
    /** The page starts after this row. */
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: z.strictObject({ items: z.array(BatchItemView) }),
})

export const downloadBatch = defineContract({
  name: 'batches.download',
  method: 'GET',
  path: '/api/studio/batches/:batchId/results',
  access: 'viewer',
  params: BatchParams,
  query: z.strictObject({ format: z.enum(['csv', 'jsonl']).default('csv') }),
  response: z.unknown(),
  responseKind: 'file',
})

export const deleteBatch = defineContract({
  name: 'batches.delete',
  method: 'DELETE',
  path: '/api/studio/batches/:batchId',
  access: 'editor',
  params: BatchParams,
  response: Done,
})
