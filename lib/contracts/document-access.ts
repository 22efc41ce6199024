import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { DocumentAccess } from '@/lib/core/knowledge/document-access'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'

/** Sets who may see some documents. Searches and citations apply it from the next question. */
export const setDocumentAccess = defineContract({
  name: 'documents.access',
  method: 'POST',
  path: '/api/studio/knowledge/:knowledgeBaseId/access',
  access: 'editor',
  params: z.strictObject({ knowledgeBaseId: Id }),
  body: z.strictObject({
    documentIds: z.array(Id).min(1, schemaError('forms.documentsMissing')).max(1_000),
    access: DocumentAccess,
  }),
  /** The number of changed documents, without deleted ones. */
  response: z.strictObject({ changed: z.number().int() }),
})
