import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { Plan, PlanNode, PlanSource } from '@/lib/graph/plan'
import {
  lookupPath,
  missingReference,
  parseTemplate,
  type ReferenceSegment,
  renderTemplate,
} from '@/lib/graph/references'
import { mapTemplateStrings } from '@/lib/graph/template-fields'

const MAX_RENDERED_CHARACTERS = 4_000_000

interface RenderContext {
  plan: Plan
  inputs: JsonObject
  valueAt(source: PlanSource): Json | undefined
}

/** The node's config with every reference replaced. @throws REFERENCE_MISSING where a path leads nowhere. */
export function renderConfig(node: PlanNode, context: RenderContext): JsonObject {
  if (node.templates.length === 0) return node.config
  let characters = 0
  return mapTemplateStrings(node.config, node.templates, ({ text, encoding }) => {
    const rendered = renderTemplate(parseTemplate(text), (reference) => lookup(reference, context), encoding)
    characters += rendered.length
    if (characters > MAX_RENDERED_CHARACTERS) {
      throw new AppError('LIMIT_EXCEEDED', `The texts of “${node.label}” grew beyond 4 MB. Refer to smaller values.`)
    }
    return rendered
  })
}

function lookup(reference: ReferenceSegment, { plan, inputs, valueAt }: RenderContext): Json | undefined {
  const [name = '', port, ...rest] = reference.path
  if (port === undefined) return Object.hasOwn(inputs, name) ? inputs[name] : undefined
  const step = Object.hasOwn(plan.indexById, name) ? plan.indexById[name] : undefined
  if (step === undefined) throw missingReference(reference, name)
  const value = valueAt({ step, port })
  if (value === undefined) return undefined
  const found = lookupPath(value, rest)
  if (found === undefined) throw missingReference(reference, plan.nodes[step]?.label ?? name)
  return found
}
