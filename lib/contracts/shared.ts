import { z } from 'zod'
import { ERROR_CODES } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { ProblemKey } from './problem'

export const Timestamp = z.iso.datetime()
export const Name = z.string().trim().min(1, schemaError('forms.nameMissing')).max(120)

export const MAX_CONCURRENCY_KEY = 200
/** Background runs of an app with the same key run in sequence, or with the concurrency set in the app. */
export const ConcurrencyKey = z
  .string()
  .trim()
  .min(1)
  .max(MAX_CONCURRENCY_KEY)
  .regex(/^[^\p{Cc}\p{Surrogate}]*$/u, schemaError('forms.plainText'))

export const Done = z.strictObject({ ok: z.literal(true) })

/** A page of a list, newest first: `cursor` is the id of the last row of the previous page. */
export const PageQuery = z.strictObject({
  cursor: Id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** The body of every failed request. */
export const ErrorBody = z.strictObject({
  error: z.strictObject({
    code: z.enum(ERROR_CODES),
    message: z.string(),
    ...ProblemKey,
    details: z.unknown().optional(),
    requestId: z.string(),
  }),
})
export type ErrorBody = z.infer<typeof ErrorBody>

/** An owner's decision to release although the gate fails, with a reason for the audit log. */
export const ReleaseOverride = z.strictObject({ reason: z.string().trim().min(3).max(500) })
