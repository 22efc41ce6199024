import { z } from 'zod'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { isReservedKey } from '../reserved-keys'

export const METADATA_TYPES = ['text', 'number', 'date', 'boolean', 'list'] as const
export const MetadataType = z.enum(METADATA_TYPES)
export type MetadataType = z.infer<typeof MetadataType>

const MAX_TEXT_LENGTH = 500
const MAX_LIST_ITEMS = 50

/** Letters of any language, digits, `_`, `-` and single spaces; used in filters and front matter. */
export const MetadataName = z
  .string()
  .trim()
  .min(1, schemaError('forms.fieldNameMissing'))
  .max(60)
  .regex(/^[\p{L}_][\p{L}\p{N}_ -]*$/u, schemaError('forms.fieldName'))
  .refine((name) => !isReservedKey(name), schemaError('forms.nameReserved'))

/** Dates are texts of the form 2026-11-25, so that they compare correctly as texts. */
export const MetadataValue = z.union([
  z.string().max(MAX_TEXT_LENGTH),
  z.number(),
  z.boolean(),
  z.array(z.string().max(MAX_TEXT_LENGTH)).max(MAX_LIST_ITEMS),
])
export type MetadataValue = z.infer<typeof MetadataValue>

export const DocumentMetadata = z.record(MetadataName, MetadataValue)
export type DocumentMetadata = z.infer<typeof DocumentMetadata>

/**
 * `file`: front matter or properties of the file; `rule`: extracted from its path; `model`:
 * proposed and accepted.
 */
export const MetadataOrigin = z.enum(['file', 'rule', 'model', 'person', 'source'])
export type MetadataOrigin = z.infer<typeof MetadataOrigin>

/** Extracts the value from the document's name: `*` matches part of a folder or file name, `{value}` the value. */
export const MetadataRule = z.strictObject({
  pattern: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .refine(
      (pattern) => pattern.split('{value}').length === 2,
      schemaError('forms.valuePlaceholder', { placeholder: '{value}' }),
    ),
})

export const MetadataField = z.strictObject({
  name: MetadataName,
  type: MetadataType,
  /** For users, and for a model that fills it. */
  description: z.string().trim().max(300).default(''),
  /** Allowed values; if empty, all are. */
  options: z.array(z.string().trim().min(1).max(120)).max(50).default([]),
  rules: z.array(MetadataRule).max(10).default([]),
})
export type MetadataField = z.infer<typeof MetadataField>
