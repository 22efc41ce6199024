import { z } from 'zod'
import { ERROR_CODES } from '@/lib/core/app-error'
import { ProblemSchema } from '@/lib/messages/problems/problem-schema'
import type { ApiActionData, ApiManifest } from '@/lib/plugins/imported/api-data'
import { ApiNote } from './api-notes'
import { ServerOption } from './read-servers'

export const OperationOutline = z.strictObject({
  /** Method and path, which identify the operation. */
  key: z.string(),
  method: z.string(),
  path: z.string(),
  label: z.string(),
  tags: z.array(z.string()),
  isSupported: z.boolean(),
  needsConnection: z.boolean(),
  fieldCount: z.number().int(),
  /** What is missing or different. */
  notes: z.array(ApiNote),
})
export type OperationOutline = z.infer<typeof OperationOutline>

/** What a person needs to select operations. */
export const DocumentOutline = z.strictObject({
  title: z.string(),
  description: z.string(),
  /** The version of the API, as the document states it. */
  version: z.string(),
  servers: z.array(ServerOption),
  operations: z.array(OperationOutline),
})
export type DocumentOutline = z.infer<typeof DocumentOutline>

export const ConvertRequest = z.strictObject({
  text: z.string(),
  /** Where the document was loaded from, for relative server addresses. */
  documentUrl: z.string().nullable(),
  selection: z
    .strictObject({
      plugin: z.string(),
      name: z.string(),
      server: z.string(),
      operations: z.array(z.string()),
      /** Operations that only read, although their method is not GET. */
      reads: z.array(z.string()),
      /** Ids of operations that were imported before. */
      ids: z.record(z.string(), z.string()),
    })
    .nullable(),
})
export type ConvertRequest = z.infer<typeof ConvertRequest>

/** The thread has already checked manifest and actions, which are stored as they are. */
export const ConvertReply = z.union([
  z.strictObject({ outline: DocumentOutline }),
  z.strictObject({
    converted: z.strictObject({ manifest: z.custom<ApiManifest>(), actions: z.array(z.custom<ApiActionData>()) }),
  }),
  z.strictObject({ error: ProblemSchema.extend({ code: z.enum(ERROR_CODES) }) }),
])
