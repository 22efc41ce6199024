import { textRef } from '@/lib/messages/problems/text-ref'
import { configuredModels } from '../configured-models'
import type { GraphIssue } from '../issue'
import { targetsOf } from './lint-facts'
import type { LintRule } from './lint-rule'
import { traceText, wayTo } from './trace-text'

/**
 * Values that the Input node marks as personal data, sent to a provider that the workspace's policy
 * does not list for them.
 */
export const findPersonalData: LintRule = ({ view, facts }) => {
  const { rules } = facts
  const allowed = rules.policy.personalData
  if (allowed === undefined) return []
  const personal = new Map(
    view.nodes.flatMap((node) => {
      const ports = node.config === null ? [] : (node.manifest.personalPorts?.(node.config) ?? [])
      return ports.length > 0 ? [[node, ports] as const] : []
    }),
  )
  const spread = traceText(view, [...personal.keys()], (node, port) => {
    const ports = personal.get(node)
    return ports !== undefined && !ports.includes(port)
  })
  return view.nodes.flatMap((node): GraphIssue[] => {
    if (!spread.arrivals.has(node)) return []
    const provider = configuredModels(node)
      .flatMap(({ model }) => targetsOf(rules, model))
      .map(({ connection }) => rules.connections.find(({ id }) => id === connection))
      .find((place) => place !== undefined && (place.isElsewhere || !allowed.includes(place.provider)))
    if (!provider) return []
    const { nodes } = wayTo(spread, node)
    return [
      {
        code: 'PERSONAL_DATA',
        severity: 'warning',
        ...textRef('advice.personalData', {
          source: nodes[0]?.node.label ?? '',
          provider: provider.name,
          node: node.node.label,
        }),
        nodeId: node.node.id,
        trail: nodes.map(({ node: { id } }) => id),
      },
    ]
  })
}
