import { raiseInternal } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import { emptyGraph, type Graph, type GraphNode, type PortRef } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { boundsOf } from '../editing/group-box'
import { addEdge, addNode, makeNode, type Place } from '../state/graph-edits'
import { CARD_WIDTH } from '../state/layout/card-size'
import { relativeTo, withParent } from '../state/layout/move-into'
import { nestingOf } from '../state/layout/nesting'
import type { Extraction } from './extraction'
import { rewriteReferences } from './rewrite-references'

const GAP = 96

/** The selected nodes between an Input with a field for each incoming value and an Answer with the outgoing values. */
export function innerGraph(graph: Graph, manifests: ManifestLookup, extraction: Omit<Extraction, 'graph'>): Graph {
  const { inside, inputs, outputs, returnsText } = extraction
  const { placeOf, sizeOf, parentOf } = nestingOf(graph, manifests)
  const selected = graph.nodes.filter(({ id }) => inside.has(id))
  const tops = selected.filter(({ id }) => !inside.has(parentOf(id) ?? ''))
  const box = boundsOf(tops.map(({ id }) => ({ ...placeOf(id), ...sizeOf(id) })))
  const used: Graph = { ...emptyGraph(), nodes: selected }
  const make = (type: string, config: JsonObject, position: Place): GraphNode => {
    const manifest = manifests(type) ?? raiseInternal(`Unknown node type ${type}.`)
    const node = makeNode(used, manifest, position)
    used.nodes = [...used.nodes, node]
    return { ...node, config: { ...node.config, ...config } }
  }
  const input = make('input', inputConfig(inputs), { x: 0, y: 0 })
  const references = new Map(
    inputs.map(({ source, value }) => [`${source.node}.${source.port}`, `${input.id}.${value.name}`]),
  )
  const corner = { x: box.x - CARD_WIDTH - GAP, y: box.y }
  const moved = selected.map((node) => {
    const next = rewriteReferences(node, references, manifests)
    return tops.includes(node) ? withParent(next, undefined, relativeTo(placeOf(node.id), corner)) : next
  })
  let inner: Graph = {
    ...emptyGraph(),
    nodes: [input, ...moved],
    edges: graph.edges.filter(({ from, to }) => inside.has(from.node) && inside.has(to.node)),
  }
  for (const { edges, value } of inputs)
    for (const { edge } of edges) inner = addEdge(inner, { node: input.id, port: value.name }, edge.to)
  const rightX = CARD_WIDTH + GAP + box.width + GAP
  const answer = make('answer', {}, { x: returnsText ? rightX : rightX + CARD_WIDTH + GAP, y: 0 })
  const connectToAnswer = (graphSoFar: Graph, from: PortRef, port: string) =>
    addEdge(graphSoFar, from, { node: answer.id, port })
  inner = addNode(inner, answer)
  if (returnsText) return outputs.reduce((result, { source }) => connectToAnswer(result, source, 'text'), inner)
  const merge = make('merge', { mode: 'all', names: outputs.map(({ value }) => value.name) }, { x: rightX, y: 0 })
  inner = addNode(inner, merge)
  for (const { source, value } of outputs) inner = addEdge(inner, source, { node: merge.id, port: value.name })
  const values = { node: merge.id, port: 'value' }
  return connectToAnswer(connectToAnswer(inner, values, 'data'), values, 'text')
}

function inputConfig(inputs: Extraction['inputs']): JsonObject {
  return {
    mode: 'form',
    fields: inputs.map(({ value, sourceNode, port }) => ({
      name: value.name,
      kind: value.kind,
      required: value.required,
      label: `${sourceNode.node.label}: ${port.label}`.slice(0, 100),
      options: [],
      default: '',
      personal: false,
    })),
  }
}
