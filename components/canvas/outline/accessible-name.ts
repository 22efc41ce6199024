import { t } from '@/lib/client/messages/t'
import type { NodeStatus } from '@/lib/engine/state/run-state'
import type { GraphEdge, GraphNode } from '@/lib/graph/graph'
import type { GraphIssue } from '@/lib/graph/issue'
import type { ManifestLookup } from '@/lib/graph/manifest'
import type { Nesting } from '../state/layout/nesting'
import { portLabel } from './edge-name'

export interface NameContext {
  /** All edges, including those that lead into the node. */
  edges: readonly GraphEdge[]
  nodes: ReadonlyMap<string, GraphNode>
  manifests: ManifestLookup
  nesting: Nesting
  issues: readonly GraphIssue[]
  status: NodeStatus | undefined
}

/** Screen reader description of a node: `Chat model “Answer”, 2 problems, connected from Prompt.Messages`. */
export function accessibleName(
  node: GraphNode,
  { edges, nodes, manifests, nesting, issues, status }: NameContext,
): string {
  const type = manifests(node.type)?.label ?? node.type
  const problems = issues.filter(({ severity }) => severity !== 'hint').length
  const childCount = nesting.childrenOf(node.id).length
  const sources = sourcesOf(node, { edges, nodes, manifests })
  return [
    t('outline.node', { type, label: node.label }),
    ...(node.disabled ? [t('canvas.switchedOff')] : []),
    ...(problems > 0 ? [t('canvas.problemCount', { count: problems })] : []),
    ...(childCount > 0 ? [t('containers.stepsInside', { count: childCount })] : []),
    ...(sources.length > 0 ? [t('outline.connectedFrom', { sources: sources.join(t('outline.and')) })] : []),
    ...(status ? [t(`runPanel.status-${status}`)] : []),
  ].join(t('outline.comma'))
}

/** `Prompt.Messages` for every edge that leads into the node. */
export function sourcesOf(
  node: GraphNode,
  { edges, nodes, manifests }: Pick<NameContext, 'edges' | 'nodes' | 'manifests'>,
) {
  return edges
    .filter(({ to }) => to.node === node.id)
    .map(({ from }) => `${nodes.get(from.node)?.label ?? from.node}.${portLabel(from, nodes, manifests)}`)
}
