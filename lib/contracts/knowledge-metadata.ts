import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { DocumentMetadata, MetadataField, MetadataName } from '@/lib/core/knowledge/document-metadata'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { EmbedderRef } from './knowledge-indexes'
import { ProblemRef } from './problem'
import { Done } from './shared'

const BaseParams = z.strictObject({ knowledgeBaseId: Id })
const path = '/api/studio/knowledge/:knowledgeBaseId/metadata'

export const MetadataUsage = z.strictObject({
  field: MetadataField,
  /** Documents that have a value. */
  documentCount: z.number().int(),
  /** The most frequent values. */
  values: z.array(z.strictObject({ value: z.string(), count: z.number().int() })),
})
export type MetadataUsage = z.infer<typeof MetadataUsage>

const MetadataAnswer = z.strictObject({
  fields: z.array(MetadataUsage),
  /** Metadata found in files that is not a field yet. */
  found: z.array(
    z.strictObject({
      name: z.string(),
      documentCount: z.number().int(),
      /** The first and the last of its values in order; one where they are equal. */
      examples: z.array(z.string()),
    }),
  ),
})

export const readMetadata = defineContract({
  name: 'knowledge.metadata',
  method: 'GET',
  path,
  access: 'viewer',
  params: BaseParams,
  response: MetadataAnswer,
})

/** Saves the fields and reads the values of all documents again; drops the values of removed fields. */
export const saveMetadataFields = defineContract({
  name: 'knowledge.saveMetadataFields',
  method: 'PUT',
  path,
  access: 'editor',
  params: BaseParams,
  body: z.strictObject({
    fields: z
      .array(MetadataField)
      .max(50)
      .refine((fields) => new Set(fields.map(({ name }) => name.toLowerCase())).size === fields.length, {
        ...schemaError('forms.fieldNameRepeated'),
      }),
  }),
  response: MetadataAnswer,
})

/**
 * Starts a model that reads each document and proposes values for empty fields; nothing is written until a person
 * accepts it.
 */
export const fillMetadata = defineContract({
  name: 'knowledge.fillMetadata',
  method: 'POST',
  path: `${path}/fill`,
  access: 'editor',
  params: BaseParams,
  body: z.strictObject({ fields: z.array(MetadataName).min(1).max(20), model: EmbedderRef.nullable().default(null) }),
  response: Done,
})

export const cancelMetadataFill = defineContract({
  name: 'knowledge.cancelMetadataFill',
  method: 'DELETE',
  path: `${path}/fill`,
  access: 'editor',
  params: BaseParams,
  response: Done,
})

const Proposal = z.strictObject({ documentId: Id, name: z.string(), values: DocumentMetadata })
export type Proposal = z.infer<typeof Proposal>

export const listProposals = defineContract({
  name: 'knowledge.metadataProposals',
  method: 'GET',
  path: `${path}/proposals`,
  access: 'viewer',
  params: BaseParams,
  response: z.strictObject({
    /** The last fill by a model; null if there was none. */
    fill: z
      .strictObject({
        status: z.enum(['running', 'done', 'failed', 'cancelled']),
        doneCount: z.number().int(),
        totalCount: z.number().int(),
        error: z.string().nullable(),
        errorRef: ProblemRef,
      })
      .nullable(),
    /** The first proposals. */
    proposals: z.array(Proposal),
    total: z.number().int(),
  }),
})

export const reviewProposals = defineContract({
  name: 'knowledge.reviewProposals',
  method: 'POST',
  path: `${path}/proposals`,
  access: 'editor',
  params: BaseParams,
  body: z.strictObject({
    /** Null for all pending ones. */
    documentIds: z.array(Id).min(1).max(500).nullable(),
    accept: z.boolean(),
  }),
  response: z.strictObject({ changed: z.number().int() }),
})
