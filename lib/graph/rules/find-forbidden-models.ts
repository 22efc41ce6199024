import { textRef } from '@/lib/messages/problems/text-ref'
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
      const text = textRef('graph.modelForbidden', { node: view.node.label, problem: breach.text })
      return [{ code: 'MODEL_FORBIDDEN', severity: 'error', ...text, nodeId: view.node.id, path }]
    }),
  )
}
