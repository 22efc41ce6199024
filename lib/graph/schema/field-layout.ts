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
  'table',
  'table-column',
  'members',
  'json',
  'secret',
  'connection',
  'plugin',
  'mcp-server',
  'remote-select',
  'select',
  'slider',
  'switch',
  'number',
  'list',
  'section',
] as const
export type FieldInput = (typeof FIELD_INPUTS)[number]

/** Parts of a form that has several, in this order. */
export const FIELD_GROUPS = ['model', 'prompt', 'context'] as const
export type FieldGroupName = (typeof FIELD_GROUPS)[number]

/** The layout of a config field in the generated form. Read with `fieldLayout(schema)`; there are defaults. */
export const FieldLayoutSchema = z.strictObject({
  label: z.string().optional(),
  input: z.enum(FIELD_INPUTS).optional(),
  help: z.string().optional(),
  placeholder: z.string().optional(),
  /** Whether it is collapsed under “Advanced”. */
  advanced: z.boolean().optional(),
  /** The part of the form it belongs to. By default that of its input: models, prompts and knowledge bases. */
  group: z.enum(FIELD_GROUPS).optional(),
  /** Whether it accepts `{{…}}`, so that it offers the reference picker. */
  references: z.boolean().optional(),
  /** Whether the form keeps but does not render it, such as ids that edges rely on. */
  hidden: z.boolean().optional(),
  /** Rendered only while another field of the same object has one of these values. */
  showWhen: z.strictObject({ field: z.string(), values: z.array(z.union([z.string(), z.boolean()])) }).optional(),
  /** Labels of enum values. */
  options: z.record(z.string(), z.string()).optional(),
  /** For a `model`: the required ability; `chat` by default. */
  ability: z.enum(['chat', 'rerank', 'embed', 'transcribe', 'speak', 'image']).optional(),
  /** For a `model`: the input whose passages the built-in model quotes when no language model is connected. */
  quotesFrom: z.string().optional(),
  /** For `json`: its own schema, which enables completion in the editor. */
  shape: z.enum(['json-schema']).optional(),
  /** For a `remote-select`: the plugin's list of options. */
  optionsFrom: z.string().optional(),
  /** Field of an action: who fills it when a model calls the action. `either`: the author's value is the default. */
  filledBy: z.enum(['author', 'model', 'either', 'hidden']).optional(),
  /** Whether names that start with `$` are operators in its JSON: no inserted value may contain them. */
  operators: z.boolean().optional(),
  /** Name of a list item: “Add case”. */
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
