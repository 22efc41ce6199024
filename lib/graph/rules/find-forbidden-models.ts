import { configuredModels } from '../configured-models'
import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'
import { judgeModel } from '../policy/judge-model'
import { isRestricted, type ModelRules } from '../policy/model-rules'

/** Models that the workspace's policy forbids, reported on the nodes that reference them. */
export function findForbiddenModels({ nodes }: GraphView, rules: ModelRules): GraphIssue[] {
  if (!isRestricted(rules.policy)) return []
  return nodes.flatMap((view) =>
    configuredModels(view).flatMap(({ path, model }): GraphIssue[] => {
      const [breach] = judgeModel(rules, model)
      if (!breach) return []
      const message = `“${view.node.label}”: ${breach.message} Choose another model, or ask an owner to change the model policy.`
      return [{ code: 'MODEL_FORBIDDEN', severity: 'error', message, nodeId: view.node.id, path }]
    }),
  )
}
