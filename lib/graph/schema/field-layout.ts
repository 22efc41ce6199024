import { z } from 'zod'

export const FIELD_INPUTS = [
  'text',
  'textarea',
  'prompt',
  'code',
  'model',
  'trained-model',
  'knowledge-base',
  'app',
  'members',
  'json',
  'secret',
  'select',
  'slider',
  'switch',
  'number',
  'list',
  'section',
] as const
export type FieldInput = (typeof FIELD_INPUTS)[number]

/** How the generated form draws a config field. Read it with `fieldLayout(schema)`; a schema without one gets defaults. */
export const FieldLayoutSchema = z.strictObject({
  label: z.string().optional(),
  input: z.enum(FIELD_INPUTS).optional(),
  help: z.string().optional(),
  placeholder: z.string().optional(),
  /** Folded away under “Advanced”. */
  advanced: z.boolean().optional(),
  /** `{{…}}` may be written here, so the field offers the reference picker. */
  references: z.boolean().optional(),
  /** Kept by the form, never drawn: ids that edges rely on. */
  hidden: z.boolean().optional(),
  /** Drawn only while another field of the same object has one of these values. */
  showWhen: z.strictObject({ field: z.string(), values: z.array(z.union([z.string(), z.boolean()])) }).optional(),
  /** Words for the values of an enum. */
  options: z.record(z.string(), z.string()).optional(),
  /** Of a `model`: what it is for; `chat` when absent. */
  ability: z.enum(['chat', 'rerank', 'embed', 'transcribe', 'speak', 'image']).optional(),
  /** Of a `json`: what it is itself, so that its editor can tell what may stand in it. */
  shape: z.enum(['json-schema']).optional(),
  /** What one item of a list is called: “Add case”. */
  itemLabel: z.string().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  step: z.number().optional(),
  unit: z.string().optional(),
})
export type FieldLayout = z.input<typeof FieldLayoutSchema>

/** For `schema.meta(layout({ … }))`, always the last call of the chain. */
export function layout(hints: FieldLayout): { layout: FieldLayout } {
  return { layout: hints }
}

export function fieldLayout(schema: z.ZodType): FieldLayout {
  const found = FieldLayoutSchema.safeParse(schema.meta()?.layout)
  return found.success ? found.data : {}
}
