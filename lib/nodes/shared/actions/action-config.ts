import { z } from 'zod'
import { JsonSchema } from '@/lib/core/json'
import type { TemplateField } from '@/lib/graph/manifest'
import { DATA_KINDS } from '@/lib/graph/ports'
import { layout } from '@/lib/graph/schema/field-layout'
import { STATEMENT_FIELD } from '@/lib/plugins/statement-field'

export const FILLED_BY = ['author', 'model', 'either', 'hidden'] as const
export type FilledBy = (typeof FILLED_BY)[number]

const Label = z.string().max(120)

/** A field or output of the action, as the canvas draws it. */
const Part = z.strictObject({ id: z.string().max(64), label: Label, kind: z.enum(DATA_KINDS) })

const FieldPart = Part.extend({ required: z.boolean(), filledBy: z.enum(FILLED_BY) })

/**
 * Facts about an action for the canvas and the compiler, which do not load the action itself. A run compares them with
 * the action. Each node stores its own copy, so that an app still opens if a plugin is missing.
 */
const ActionOutline = z.strictObject({
  service: Label,
  title: Label,
  effect: z.enum(['read', 'write']),
  needsConnection: z.boolean(),
  fields: z.array(FieldPart).max(250),
  outputs: z.array(Part).max(250),
})
export type ActionOutline = z.infer<typeof ActionOutline>

/**
 * How references in values are encoded. In an SQL statement they become parameters. In JSON and lists they stay one
 * value, so that no value can change the structure.
 */
export const VALUE_ENCODINGS = {
  encoding: 'inserted',
  encodings: { [STATEMENT_FIELD]: 'sql' },
} as const satisfies Omit<TemplateField, 'path'>

export const ActionSettings = {
  plugin: z
    .string()
    .max(40)
    .default('')
    .meta(layout({ hidden: true, input: 'plugin' })),
  action: z
    .string()
    .max(80)
    .default('')
    .meta(layout({ hidden: true })),
  actionVersion: z
    .number()
    .int()
    .min(1)
    .default(1)
    .meta(layout({ hidden: true })),
  connection: z
    .string()
    .max(64)
    .default('')
    .meta(layout({ label: 'Connection', input: 'connection' })),
  values: z
    .record(z.string(), JsonSchema)
    .default({})
    .meta(layout({ hidden: true })),
  filledBy: z
    .record(z.string(), z.enum(FILLED_BY))
    .default({})
    .meta(layout({ hidden: true })),
  outline: ActionOutline.default({
    service: '',
    title: '',
    effect: 'write',
    needsConnection: false,
    fields: [],
    outputs: [],
  }).meta(layout({ hidden: true })),
}
/** The settings of an action. The config may contain other settings, too. */
export const ActionSettingsSchema = z.object(ActionSettings)
export type ActionSettingsValue = z.infer<typeof ActionSettingsSchema>
