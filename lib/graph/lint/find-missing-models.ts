import { textRef } from '@/lib/messages/problems/text-ref'
import { configuredFields } from '../configured-models'
import type { GraphView, NodeView } from '../graph-view'
import type { GraphIssue } from '../issue'
import type { ModelRules } from '../policy/model-rules'
import type { LintRule } from './lint-rule'

interface ModelUse {
  node: NodeView
  path: string
}

/** Steps that need a language model while the workspace has none, as one issue: connecting a model solves all. */
export const findMissingModels: LintRule = ({ view, facts }): GraphIssue[] => {
  const uses = view.nodes.flatMap((node) => findUnmet(node, view, facts.rules))
  const [first] = uses
  if (!first) return []
  const { node } = first.node
  return [
    {
      code: 'MODEL_REQUIRED',
      severity: 'warning',
      ...textRef('advice.modelRequired', { node: node.label, others: uses.length - 1 }),
      nodeId: node.id,
      path: first.path,
      fix: { label: textRef('advice.connectModel'), change: { type: 'connect-model' } },
      ...(uses.length > 1 ? { trail: uses.map((use) => use.node.node.id) } : {}),
    },
  ]
}

function findUnmet(node: NodeView, view: GraphView, rules: ModelRules): ModelUse[] {
  const into = view.edgesTo.get(node.node.id) ?? []
  if (into.some(({ toPort }) => toPort.kind === 'chat-model')) return []
  const isPlugged = (view.edgesFrom.get(node.node.id) ?? []).some(({ isBind }) => isBind)
  return configuredFields(node, 'model').flatMap(({ path, value, layout }) => {
    if ((layout.ability ?? 'chat') !== 'chat' || !isBuiltIn(value, rules)) return []
    const isQuoting = layout.quotesFrom !== undefined && into.some(({ toPort }) => toPort.id === layout.quotesFrom)
    return isQuoting && !isPlugged ? [] : [{ node, path }]
  })
}

/** Whether the name resolves to the built-in model, which only quotes passages. */
function isBuiltIn(value: unknown, { defaultChat }: ModelRules): boolean {
  if (typeof value !== 'object' || value === null || !('connection' in value)) return false
  if (value.connection === 'builtin') return true
  const isDefaultBuiltIn = !defaultChat || defaultChat.connection === 'builtin'
  return value.connection === 'auto' && isDefaultBuiltIn
}
