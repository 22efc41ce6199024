import { z } from 'zod'
import { MetadataField } from '@/lib/core/document-metadata'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'

const BaseParams = z.strictObject({ knowledgeBaseId: Id })
const path = '/api/studio/knowledge/:knowledgeBaseId/metadata'

export const MetadataUsage = z.strictObject({
  field: MetadataField,
  /** Documents that have a value. */
  documentCount: z.number().int(),
  /** The most frequent ones. */
  values: z.array(z.strictObject({ value: z.string(), count: z.number().int() })),
})
export type MetadataUsage = z.infer<typeof MetadataUsage>

const MetadataAnswer = z.strictObject({
  fields: z.array(MetadataUsage),
  /** What files say of themselves that is no field yet. */
  found: z.array(z.strictObject({ name: z.string(), documentCount: z.number().int(), example: z.string() })),
})

export const readMetadata = defineContract({
  name: 'knowledge.metadata',
  method: 'GET',
  path,
  access: 'viewer',
  params: BaseParams,
  response: MetadataAnswer,
})

/** Reads the values of all documents anew from what they have; values of fields that are gone are dropped. */
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
        error: 'Two fields have the same name.',
      }),
  }),
  response: MetadataAnswer,
})
