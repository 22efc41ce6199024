import { z } from 'zod'
import { ERROR_CODES } from '@/lib/core/app-error'
import { ProblemSchema } from '@/lib/messages/problems/problem-schema'
import type { EvaluationFile } from './evaluation-file'

export const ReadRequest = z.object({
  bytes: z.instanceof<typeof Uint8Array<ArrayBufferLike>>(Uint8Array),
  fileName: z.string(),
})
export type ReadRequest = z.infer<typeof ReadRequest>

/** Needs no deeper check, because our own thread created it and validated each case. */
const File = z.custom<EvaluationFile>((value) => typeof value === 'object' && value !== null && 'cases' in value)

export const ReadReply = z.union([
  z.object({ file: File }),
  z.object({ error: z.object({ code: z.enum(ERROR_CODES) }).and(ProblemSchema) }),
])
