import { textRef } from '@/lib/messages/problems/text-ref'
import { configuredModels } from '../configured-models'
import type { GraphNode } from '../graph'
import type { GraphIssue } from '../issue'
import type { ModelName } from '../policy/model-rules'
import { catalogModel, type LintFacts, targetsOf } from './lint-facts'
import type { LintRule } from './lint-rule'

/** Retirements within this time are reported. */
const SOON_DAYS = 90
const DAY_MS = 86_400_000

/** Chat models for which a route with a fallback exists, and models that their service will retire. */
export const findModelRisks: LintRule = ({ view, facts }) =>
  view.nodes.flatMap((node) =>
    configuredModels(node).flatMap(({ path, model, ability }) => [
      ...findRetirement(facts, node.node, path, model),
      ...(ability === 'chat' ? findFallback(facts, node.node, path, model) : []),
    ]),
  )

function findFallback(facts: LintFacts, node: GraphNode, path: string, name: ModelName): GraphIssue[] {
  const targets = targetsOf(facts.rules, name)
  const [only] = targets
  // Built-in or trained here, so it cannot fail independently.
  if (targets.length !== 1 || !only || !isConnection(facts, only)) return []
  if (node.policy && node.policy.onError !== 'fail') return []
  const route = facts.rules.routes.find(({ targets: all }) => all.length > 1 && isSameModel(all[0], only))
  if (!route) return []
  return [
    {
      code: 'NO_FALLBACK',
      severity: 'hint',
      ...textRef('advice.fallbackRoute', { model: only.model, node: node.label, route: route.name }),
      nodeId: node.id,
      path,
      fix: {
        label: textRef('advice.useRoute', { route: route.name }),
        change: { type: 'set-config', nodeId: node.id, path, value: { connection: 'route', model: route.name } },
      },
    },
  ]
}

function findRetirement(facts: LintFacts, node: GraphNode, path: string, name: ModelName): GraphIssue[] {
  return targetsOf(facts.rules, name).flatMap((target): GraphIssue[] => {
    const modelFacts = catalogModel(facts, target)
    if (!modelFacts?.retiresOn) return []
    const days = Math.round((Date.parse(modelFacts.retiresOn) - Date.parse(facts.today)) / DAY_MS)
    if (days > SOON_DAYS) return []
    const { replacement } = modelFacts
    const params = { model: target.model, node: node.label, date: modelFacts.retiresOn }
    const isRetired = days <= 0
    const text = replacement
      ? textRef(isRetired ? 'advice.modelRetiredFor' : 'advice.modelRetiresFor', { ...params, replacement })
      : textRef(isRetired ? 'advice.modelRetired' : 'advice.modelRetires', params)
    const isOwn = isSameModel(target, name)
    return [
      {
        code: 'MODEL_RETIRES',
        severity: 'warning',
        ...text,
        nodeId: node.id,
        path,
        ...(replacement && isOwn
          ? {
              fix: {
                label: textRef('advice.changeModel', { model: replacement }),
                change: {
                  type: 'set-config',
                  nodeId: node.id,
                  path,
                  value: { connection: name.connection, model: replacement },
                },
              },
            }
          : {}),
      },
    ]
  })
}

const isConnection = ({ rules }: LintFacts, { connection }: ModelName): boolean =>
  rules.connections.some(({ id }) => id === connection)

const isSameModel = (item: ModelName | undefined, other: ModelName): boolean =>
  item?.connection === other.connection && item.model === other.model
