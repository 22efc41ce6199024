import { z } from 'zod'
import { ERROR_CODES } from '@/lib/core/app-error'
import { ProblemSchema } from '@/lib/messages/problems/problem-schema'
import { UPLOAD_FORMATS } from './upload-format'
import type { UploadRow } from './upload-row'

export const RowsRequest = z.object({
  bytes: z.instanceof<typeof Uint8Array<ArrayBufferLike>>(Uint8Array),
  format: z.enum(UPLOAD_FORMATS),
  limit: z.number().optional(),
})
export type RowsRequest = z.infer<typeof RowsRequest>

/** Created by our own thread, which has validated each row; a hundred thousand of them need no second validation. */
const Rows = z.custom<UploadRow[]>((value) => Array.isArray(value))

export const RowsReply = z.union([
  z.object({ rows: Rows, done: z.boolean() }),
  z.object({ error: z.object({ code: z.enum(ERROR_CODES) }).and(ProblemSchema) }),
])
export type RowsReply = z.infer<typeof RowsReply>
