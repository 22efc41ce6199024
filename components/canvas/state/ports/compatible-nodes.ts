import { canConnect } from '@/lib/graph/connections/compatible'
import { effectivePorts } from '@/lib/graph/connections/effective-ports'
import type { Graph, PortRef } from '@/lib/graph/graph'
import type { ManifestLookup, NodeManifest } from '@/lib/graph/manifest'
import { isCapabilityKind, type NodePorts, type Port } from '@/lib/graph/ports'
import { defaultConfig } from '../default-config'
import { mayStandInside } from '../layout/move-into'
import { placeFor } from '../layout/place-new-node'
import type { QuickAdd } from '../ui-store'
import { portsOf } from './node-ports'

/** A node type that can be inserted, and the ports of the new node to connect. */
export interface FittingNode {
  manifest: NodeManifest
  input?: string
  output?: string
}

/** Node types that the quick-add dialog offers at its position. */
export function compatibleNodes(
  graph: Graph,
  manifests: ManifestLookup,
  { all, quickAdd }: { all: readonly NodeManifest[]; quickAdd: QuickAdd },
): FittingNode[] {
  const [from, to] = endsOf(graph, quickAdd)
  const source = from ? findPort(graph, manifests, from, 'outputs') : undefined
  const target = to ? findPort(graph, manifests, to, 'inputs') : undefined
  const isInside = placeFor(graph, manifests, quickAdd).parent !== undefined
  const hasStart = graph.nodes.some((node) => manifests(node.type)?.role === 'start')
  const offered = all.filter((manifest) => {
    const isSecondStart = manifest.role === 'start' && hasStart
    const fitsHere = !isInside || mayStandInside(manifest, manifests)
    return !isSecondStart && fitsHere
  })
  return offered.flatMap((manifest) => {
    if (quickAdd.kind === 'place') return [{ manifest }]
    const ports = newNodePorts(manifest)
    const input = source ? bestInput(ports, source)?.id : undefined
    const output = target ? bestOutput(ports, target)?.id : undefined
    const cannotConnect = (source && input === undefined) || (target && output === undefined)
    if (cannotConnect) return []
    return [{ manifest, ...(input === undefined ? {} : { input }), ...(output === undefined ? {} : { output }) }]
  })
}

/** The two ports that a new node would connect. */
export function endsOf(graph: Graph, quickAdd: QuickAdd): [PortRef | null, PortRef | null] {
  if (quickAdd.kind === 'after') return [quickAdd.from, null]
  if (quickAdd.kind === 'before') return [null, quickAdd.to]
  if (quickAdd.kind === 'place') return [null, null]
  const edge = graph.edges.find(({ id }) => id === quickAdd.edgeId)
  return [edge?.from ?? null, edge?.to ?? null]
}

export function newNodePorts(manifest: NodeManifest): NodePorts {
  return effectivePorts({ config: defaultConfig(manifest) }, manifest)
}

function findPort(graph: Graph, manifests: ManifestLookup, ref: PortRef, side: 'inputs' | 'outputs'): Port | undefined {
  const node = graph.nodes.find(({ id }) => id === ref.node)
  if (!node) return undefined
  const ports = portsOf(node, manifests)
  return [...ports[side], ...(ports.inner?.[side] ?? [])].find((port) => port.id === ref.port)
}

/** Prefers an exact kind over a conversion, and required over optional inputs. */
function bestInput({ inputs }: NodePorts, source: Port): Port | undefined {
  return best(
    inputs.filter((port) => canConnect(source, port).ok),
    (port) => (port.kind === source.kind ? 2 : 0) + (port.required ? 1 : 0),
  )
}

function bestOutput({ outputs }: NodePorts, target: Port): Port | undefined {
  return best(
    outputs.filter((port) => canConnect(port, target).ok),
    (port) => (port.kind === target.kind ? 2 : isCapabilityKind(port.kind) ? 1 : 0),
  )
}

function best(ports: readonly Port[], score: (port: Port) => number): Port | undefined {
  return ports.toSorted((a, b) => score(b) - score(a))[0]
}
