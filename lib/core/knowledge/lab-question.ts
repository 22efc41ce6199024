import { z } from 'zod'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { Id } from '../ids'

export const MAX_EXPECTED = 20
export const MAX_QUOTE = 8_000
export const LAB_ORIGINS = ['typed', 'imported', 'made', 'chat'] as const
export type LabOrigin = (typeof LAB_ORIGINS)[number]

/**
 * A passage that answers a question, as text instead of a chunk id, so that it survives rechunking.
 * An empty quote means the whole document.
 */
export const ExpectedPassage = z
  .strictObject({
    /** Null for any document. */
    documentId: Id.nullable(),
    /** Also finds the document after deleting and uploading it again. */
    documentName: z.string().trim().max(500).default(''),
    quote: z.string().trim().max(MAX_QUOTE).default(''),
  })
  .refine(({ documentId, documentName, quote }) => documentId !== null || documentName !== '' || quote !== '', {
    ...schemaError('forms.passageSource'),
  })
export type ExpectedPassage = z.infer<typeof ExpectedPassage>

/** The end user whose access a question uses, as named by the customer's backend. */
export const LabViewer = z.strictObject({
  userId: z.string().trim().max(200),
  groups: z.array(z.string().trim().min(1).max(200)).max(50),
})
export type LabViewer = z.infer<typeof LabViewer>
