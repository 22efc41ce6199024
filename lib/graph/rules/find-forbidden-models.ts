import { z } from 'zod'
import { fieldLayout } from '../field-layout'
import type { GraphView, NodeView } from '../graph-view'
import type { GraphIssue } from '../issue'
import { judgeModel } from '../policy/judge-model'
import { isRestricted, type ModelName, type ModelRules } from '../policy/model-rules'

const Name = z.object({ connection: z.string(), model: z.string() })

/** Models that the workspace's policy forbids, each on the node that names it. */
export function findForbiddenModels({ nodes }: GraphView, rules: ModelRules): GraphIssue[] {
  if (!isRestricted(rules.policy)) return []
  return nodes.flatMap((view) =>
    modelsOf(view).flatMap(({ path, model }): GraphIssue[] => {
      const [breach] = judgeModel(rules, model)
      if (!breach) return []
      const message = `“${view.node.label}”: ${breach.message} Choose another model, or ask an owner to change the model policy.`
      return [{ code: 'MODEL_FORBIDDEN', severity: 'error', message, nodeId: view.node.id, path }]
    }),
  )
}

function modelsOf({ manifest, config }: NodeView): { path: string; model: ModelName }[] {
  const schema = manifest.config
  // A config that does not fit has its own issue.
  if (config === null || !(schema instanceof z.ZodObject)) return []
  return Object.entries(schema.shape).flatMap(([path, field]) => {
    if (!(field instanceof z.ZodType)) return []
    const { input, showWhen } = fieldLayout(field)
    if (input !== 'model' || (showWhen && !isOneOf(config[showWhen.field], showWhen.values))) return []
    const model = Name.safeParse(config[path])
    return model.success ? [{ path, model: model.data }] : []
  })
}

function isOneOf(value: unknown, values: readonly unknown[]): boolean {
  return values.includes(value)
}
