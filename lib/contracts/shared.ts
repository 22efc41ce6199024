import { z } from 'zod'
import { ERROR_CODES } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'

export const Timestamp = z.iso.datetime()
export const Name = z.string().trim().min(1, 'Give it a name.').max(120)
export const Done = z.strictObject({ ok: z.literal(true) })

/** Page of a list, newest first: `cursor` is the id of the last row of the page before. */
export const PageQuery = z.strictObject({
  cursor: Id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** The body of every failed request. */
export const ErrorBody = z.strictObject({
  error: z.strictObject({
    code: z.enum(ERROR_CODES),
    message: z.string(),
    details: z.unknown().optional(),
    requestId: z.string(),
  }),
})
export type ErrorBody = z.infer<typeof ErrorBody>
