import { z } from 'zod'
import { ERROR_CODES } from '@/lib/core/app-error'
import { ParsedDocument } from './parsed-document'

export const ParserRequest = z.object({
  bytes: z.instanceof<typeof Uint8Array<ArrayBufferLike>>(Uint8Array),
  fileName: z.string(),
  mime: z.string(),
})
export type ParserRequest = z.infer<typeof ParserRequest>

export const ParserReply = z.union([
  z.object({ document: ParsedDocument }),
  z.object({ error: z.object({ code: z.enum(ERROR_CODES), message: z.string() }) }),
])
export type ParserReply = z.infer<typeof ParserReply>
