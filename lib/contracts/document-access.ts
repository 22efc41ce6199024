import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { DocumentAccess } from '@/lib/core/knowledge/document-access'
import { defineContract } from './contract'

/** Who may see some documents, all at once. Searches and citations hold to it from the next question on. */
export const setDocumentAccess = defineContract({
  name: 'documents.access',
  method: 'POST',
  path: '/api/studio/knowledge/:knowledgeBaseId/access',
  access: 'editor',
  params: z.strictObject({ knowledgeBaseId: Id }),
  body: z.strictObject({
    documentIds: z.array(Id).min(1, 'Choose at least one document.').max(1_000),
    access: DocumentAccess,
  }),
  /** How many were changed: those that are gone are not. */
  response: z.strictObject({ changed: z.number().int() }),
})
