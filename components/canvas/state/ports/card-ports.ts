import { ERROR_PORT } from '@/lib/graph/connections/effective-ports'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { type InnerPorts, isCapabilityKind, type Port } from '@/lib/graph/ports'
import { portsOf } from './node-ports'

/** The ports of a node as its card draws them. */
export interface CardPorts {
  /** Flow ports in rows: connected, required and main ones. */
  inputs: readonly Port[]
  outputs: readonly Port[]
  /** Further flow ports, which the card shows on request. */
  moreInputs: readonly Port[]
  moreOutputs: readonly Port[]
  /** Capabilities that the node uses, at its bottom edge. */
  bindInputs: readonly Port[]
  /** Capabilities that the node offers, at its top edge. */
  bindOutputs: readonly Port[]
  inner?: InnerPorts
}

/** Ids of the connected ports of a node. `signature` contains them as text for comparison. */
type Connected = { inputs: ReadonlySet<string>; outputs: ReadonlySet<string>; signature: string }
const NOTHING: Connected = { inputs: new Set(), outputs: new Set(), signature: '' }

const connectedByEdges = new WeakMap<Graph['edges'], Map<string, Connected>>()
const cardByPorts = new WeakMap<object, { signature: string; card: CardPorts }>()

/** Cached by the node's ports and their edges, so that the cards of other nodes keep theirs when the graph changes. */
export function cardPorts(graph: Graph, manifests: ManifestLookup, node: GraphNode): CardPorts {
  const ports = portsOf(node, manifests)
  const connected = connectedPorts(graph).get(node.id) ?? NOTHING
  const cached = cardByPorts.get(ports)
  if (cached?.signature === connected.signature) return cached.card
  const branches = new Set(branchesOf(node, manifests))
  const [bindInputs, flowInputs] = split(ports.inputs)
  const [bindOutputs, flowOutputs] = split(ports.outputs)
  const inputs = orFirst(flowInputs, ({ id, required, isNamed, unless }) => {
    const isNeeded = required && !unless?.some((other) => connected.inputs.has(other))
    return connected.inputs.has(id) || isNamed === true || isNeeded === true
  })
  const outputs = flowOutputs.filter(({ id, isNamed }, index) => {
    const isMain = index === 0
    const isBranch = branches.has(id) || id === ERROR_PORT.id
    return isMain || isBranch || isNamed === true || connected.outputs.has(id)
  })
  const moreInputs = flowInputs.filter((port) => !inputs.includes(port))
  // The control port of every step is listed once it is connected, and otherwise only among further ports.
  const control = ports.when ? [ports.when] : []
  const isControlled = control.some(({ id }) => connected.inputs.has(id))
  const card: CardPorts = {
    inputs: isControlled ? [...inputs, ...control] : inputs,
    outputs,
    moreInputs: moreInputs.length > 0 && !isControlled ? [...moreInputs, ...control] : moreInputs,
    moreOutputs: flowOutputs.filter((port) => !outputs.includes(port)),
    bindInputs,
    bindOutputs,
    ...(ports.inner ? { inner: ports.inner } : {}),
  }
  cardByPorts.set(ports, { signature: connected.signature, card })
  return card
}

function connectedPorts({ edges }: Graph): Map<string, Connected> {
  const cached = connectedByEdges.get(edges)
  if (cached) return cached
  const inputs = Map.groupBy(edges, ({ to }) => to.node)
  const outputs = Map.groupBy(edges, ({ from }) => from.node)
  const found = new Map<string, Connected>()
  for (const id of new Set([...inputs.keys(), ...outputs.keys()])) {
    const inputPorts = new Set((inputs.get(id) ?? []).map(({ to }) => to.port))
    const outputPorts = new Set((outputs.get(id) ?? []).map(({ from }) => from.port))
    const signature = `${[...inputPorts].toSorted().join(' ')} > ${[...outputPorts].toSorted().join(' ')}`
    found.set(id, { inputs: inputPorts, outputs: outputPorts, signature })
  }
  connectedByEdges.set(edges, found)
  return found
}

function branchesOf({ type, config }: GraphNode, manifests: ManifestLookup): readonly string[] {
  const manifest = manifests(type)
  if (!manifest?.branches) return []
  const parsed = manifest.config.safeParse(config)
  return parsed.success ? manifest.branches(parsed.data) : []
}

function split(ports: readonly Port[]): [bind: Port[], flow: Port[]] {
  return [ports.filter(({ kind }) => isCapabilityKind(kind)), ports.filter(({ kind }) => !isCapabilityKind(kind))]
}

function orFirst(ports: readonly Port[], isShown: (port: Port) => boolean): Port[] {
  const shownPorts = ports.filter(isShown)
  return shownPorts.length > 0 ? shownPorts : ports.slice(0, 1)
}
