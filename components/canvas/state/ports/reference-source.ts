import type { ReferenceOption } from '@/components/node-form/references/reference-options'
import type { ChipLook } from '@/components/node-form/references/reference-text'
import { t } from '@/lib/client/messages/t'
import type { EnvironmentVariableView } from '@/lib/contracts/environment-variables'
import { readablePorts } from '@/lib/graph/connections/readable-ports'
import { ENVIRONMENT_NAME, ENVIRONMENT_ROOT } from '@/lib/graph/environment/environment-variable'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import { viewGraph } from '@/lib/graph/graph-view'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { VARIABLES_ROOT } from '@/lib/graph/variables/declaration'
import { groupColor } from '../../flow/nodes/group-color'
import { portsOf } from './node-ports'

type EnvironmentVariable = Pick<EnvironmentVariableView, 'name' | 'type'>

/**
 * Values the node can refer to: siblings and outer nodes that are not downstream, upstream ones first, then the
 * variables of the app and the environment variables of the workspace.
 */
export function referenceOptions(
  graph: Graph,
  manifests: ManifestLookup,
  nodeId: string,
  environment: readonly EnvironmentVariable[] = [],
): ReferenceOption[] {
  const view = viewGraph(graph, manifests)
  const values = readablePorts(view, nodeId).flatMap(({ source: { node, manifest }, ports }) =>
    ports.map((port) => ({
      nodeId: node.id,
      nodeLabel: node.label,
      portId: port.id,
      portLabel: port.label,
      kind: port.kind,
      icon: manifest.icon,
      color: groupColor(manifest),
    })),
  )
  const look = { icon: 'variable', color: variableColor(manifests) }
  const variables = [...view.variables.values()].map(({ name, type }) => ({
    nodeId: VARIABLES_ROOT,
    nodeLabel: t('canvas.variables'),
    portId: name,
    portLabel: name,
    kind: type === 'list' ? ('json' as const) : type,
    ...look,
  }))
  const workspaceVariables = environment.map(({ name, type }) => ({
    nodeId: ENVIRONMENT_ROOT,
    nodeLabel: t('canvas.environment'),
    portId: name,
    portLabel: name,
    kind: type,
    ...look,
  }))
  // A node with the id of a root keeps its references.
  return [...values, ...[...variables, ...workspaceVariables].filter(({ nodeId: root }) => !view.nodeById.has(root))]
}

const variableColor = (manifests: ManifestLookup) => groupColor(manifests('set-variable'))

/** Whether an Input of the graph declares the variable. */
function isDeclared(name: string, nodes: ReadonlyMap<string, GraphNode>, manifests: ManifestLookup): boolean {
  return [...nodes.values()].some((node) => {
    const manifest = manifests(node.type)
    if (!manifest?.variables) return false
    const parsed = manifest.config.safeParse(node.config)
    return parsed.success && manifest.variables(parsed.data).some((variable) => variable.name === name)
  })
}

/** Display text of a reference, with the current labels. */
export function describeReference(
  path: readonly string[],
  nodes: ReadonlyMap<string, GraphNode>,
  manifests: ManifestLookup,
): ChipLook {
  const [first = '', portId, ...rest] = path
  if (portId === undefined) return { text: first, tone: 'own' }
  const node = nodes.get(first)
  if (!node && first === VARIABLES_ROOT) {
    const text = [`${t('canvas.variables')} › ${portId}`, ...rest].join('.')
    const tone = isDeclared(portId, nodes, manifests) ? ('known' as const) : ('missing' as const)
    return { text, tone, color: variableColor(manifests) }
  }
  if (!node && first === ENVIRONMENT_ROOT)
    return {
      text: path.join('.'),
      tone: ENVIRONMENT_NAME.test(portId) ? 'known' : 'missing',
      color: variableColor(manifests),
    }
  if (!node) return { text: path.join('.'), tone: 'missing' }
  const ports = portsOf(node, manifests)
  const port = [...ports.outputs, ...(ports.inner?.outputs ?? [])].find(({ id }) => id === portId)
  const text = [`${node.label} › ${port?.label ?? portId}`, ...rest].join('.')
  return { text, tone: port ? 'known' : 'missing', color: groupColor(manifests(node.type)) }
}
