import { z } from 'zod'

const Text = z.string().max(1_000)

/** The part of JSON Schema that fields and forms need. Patterns are excluded: they could block the server. */
export type ValueSchema =
  | { type: 'string'; enum?: string[] | undefined; minLength?: number | undefined; maxLength?: number | undefined }
  | {
      type: 'number' | 'integer'
      minimum?: number | undefined
      maximum?: number | undefined
    }
  | { type: 'boolean' }
  | { type: 'array'; items: ValueSchema; maxItems?: number | undefined }
  | { type: 'object'; properties: ObjectProperty[]; isOpen: boolean }
  | { type: 'file' }
  | { type: 'json' }

export interface ObjectProperty {
  name: string
  required: boolean
  help?: string | undefined
  schema: ValueSchema
}

const Length = z.number().int().min(0).max(1_000_000)

export const ValueSchema: z.ZodType<ValueSchema> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('string'),
    enum: z.array(Text).min(1).max(500).optional(),
    minLength: Length.optional(),
    maxLength: Length.optional(),
  }),
  z.strictObject({
    type: z.enum(['number', 'integer']),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
  }),
  z.strictObject({ type: z.literal('boolean') }),
  z.strictObject({
    type: z.literal('array'),
    get items() {
      return ValueSchema
    },
    maxItems: Length.optional(),
  }),
  z.strictObject({
    type: z.literal('object'),
    properties: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(200),
          required: z.boolean(),
          help: Text.optional(),
          get schema() {
            return ValueSchema
          },
        }),
      )
      .max(250),
    /** Whether the object may have further properties. */
    isOpen: z.boolean(),
  }),
  z.strictObject({ type: z.literal('file') }),
  z.strictObject({ type: z.literal('json') }),
])
