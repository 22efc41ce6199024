import { z } from 'zod'
import { BatchItemView, BatchMapping, BatchView, RowError } from './batches'
import { MAX_BATCH_ROWS_OF_VISITORS } from './versions'

/** Batches of visitors, on the hosted page of an app that accepts files of rows. */
export const MAX_VISITOR_BATCH_BYTES = 5 * 1024 * 1024
/** Unfinished batches of one visitor; an anonymous visitor is identified by address. */
export const MAX_OPEN_BATCHES = 3
/** Stored batches per browser or user, and drafts per visitor. */
export const MAX_KEPT_BATCHES = 20
/** Concurrent rows of one visitor, over all of their batches. */
export const VISITOR_PARALLEL = 2
/** Waiting rows: of one visitor where the app accepts no larger files, and of all visitors of an app. */
export const MAX_WAITING_ROWS = 1_500
export const MAX_WAITING_ROWS_OF_APP = MAX_BATCH_ROWS_OF_VISITORS

export const VisitorBatch = BatchView.pick({
  id: true,
  fileName: true,
  columns: true,
  mapping: true,
  status: true,
  versionNumber: true,
  rowCount: true,
  counts: true,
  error: true,
  errorRef: true,
  createdAt: true,
  endedAt: true,
})
export type VisitorBatch = z.infer<typeof VisitorBatch>

export const VisitorBatchList = z.strictObject({ batches: z.array(VisitorBatch) })

export const VisitorMapping = z.strictObject({ mapping: BatchMapping })

export const VisitorBatchCheck = z.strictObject({
  rowCount: z.number().int(),
  invalidCount: z.number().int(),
  /** The first errors. */
  errors: z.array(RowError),
})
export type VisitorBatchCheck = z.infer<typeof VisitorBatchCheck>

export const VisitorBatchAction = z.strictObject({ action: z.enum(['resume', 'cancel', 'run-rest', 'retry-failed']) })

export const VisitorRowQuery = z.strictObject({
  status: z.enum(['invalid', 'failed', 'succeeded', 'cancelled']).optional(),
  after: z.coerce.number().int().min(0).default(0),
})
export const VisitorRow = BatchItemView.omit({ runId: true })
export type VisitorRow = z.infer<typeof VisitorRow>
export const VisitorRows = z.strictObject({ rows: z.array(VisitorRow) })
