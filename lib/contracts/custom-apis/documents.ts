import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { DocumentOutline } from '@/lib/import/openapi/convert-protocol'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from '../contract'

export const MAX_DOCUMENT_CHARACTERS = 10_000_000

const Source = z.union([
  z.strictObject({ text: z.string().min(1).max(MAX_DOCUMENT_CHARACTERS) }),
  z.strictObject({ url: z.url({ protocol: /^https?$/, ...schemaError('forms.authAddress') }).max(2_000) }),
])

export const ApiDocumentView = z.strictObject({
  documentId: Id,
  url: z.string().nullable(),
  outline: DocumentOutline,
})
export type ApiDocumentView = z.infer<typeof ApiDocumentView>

/**
 * Reads an OpenAPI document and lists its operations, for `customApis.create` and `customApis.update`. Nothing is
 * imported yet. The document may have up to 10 MB.
 */
export const readApiDocument = defineContract({
  name: 'customApis.readDocument',
  method: 'POST',
  path: '/api/studio/custom-api-documents',
  access: 'editor',
  body: z.strictObject({ source: Source }),
  response: ApiDocumentView,
  // Escaped characters take more bytes in a request than in the file.
  maxBodyBytes: 22_000_000,
})
