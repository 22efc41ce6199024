import { z } from 'zod'
import type { NodeView } from './graph-view'
import type { ModelName } from './policy/model-rules'
import { type FieldLayout, fieldLayout } from './schema/field-layout'

const Name = z.object({ connection: z.string(), model: z.string() })

/** The models referenced by a node's visible settings, with their fields and abilities. */
export function configuredModels(view: NodeView): { path: string; model: ModelName; ability: string }[] {
  return configuredFields(view, 'model').flatMap(({ path, value, layout }) => {
    const model = Name.safeParse(value)
    return model.success ? [{ path, model: model.data, ability: layout.ability ?? 'chat' }] : []
  })
}

/** The visible settings of a node that use this input. */
export function configuredFields(
  { manifest, config }: NodeView,
  input: NonNullable<FieldLayout['input']>,
): { path: string; value: unknown; layout: FieldLayout }[] {
  const schema = manifest.config
  // An invalid config has its own issue.
  if (config === null || !(schema instanceof z.ZodObject)) return []
  return Object.entries(schema.shape).flatMap(([path, field]) => {
    if (!(field instanceof z.ZodType)) return []
    const layout = fieldLayout(field)
    const { showWhen } = layout
    if (layout.input !== input || (showWhen && !isOneOf(config[showWhen.field], showWhen.values))) return []
    return [{ path, value: config[path], layout }]
  })
}

function isOneOf(value: unknown, values: readonly unknown[]): boolean {
  return values.includes(value)
}
