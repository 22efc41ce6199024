import type { JsonObject } from '@/lib/core/json'
import { explainConnection } from '@/lib/graph/explain-connection'
import type { GraphNode, NodePolicy, PortRef } from '@/lib/graph/graph'
import type { ManifestLookup, NodeManifest } from '@/lib/graph/manifest'
import { copyNodes, parseClip, pasteClip } from './clipboard'
import type { EditorStore } from './editor-store'
import { endsOf, type FittingNode } from './fitting-nodes'
import {
  addEdge,
  addNode,
  makeNode,
  moveNodes,
  nodeIds,
  type Place,
  reconnectEdge,
  removeElements,
  updateNode,
} from './graph-edits'
import type { QuickAdd } from './ui-store'

export interface EditorActions {
  insert(manifest: NodeManifest, at: Place): string
  insertFitting(fitting: FittingNode, quickAdd: QuickAdd): string
  connect(from: PortRef, to: PortRef): void
  reconnect(edgeId: string, from: PortRef, to: PortRef): void
  setConfig(nodeId: string, config: JsonObject): void
  setLabel(nodeId: string, label: string): void
  setPolicy(nodeId: string, policy: NodePolicy): void
  toggleDisabled(nodeIds: readonly string[]): void
  setPinned(nodeId: string, outputs: JsonObject | null): void
  move(places: ReadonlyMap<string, Place>): void
  removeSelection(): void
  removeEdge(edgeId: string): void
  selectAll(): void
  /** Text for the clipboard, or null when nothing is chosen. */
  copySelection(): string | null
  /** False when the text is no copy of nodes. */
  paste(text: string, at?: Place): boolean
  duplicate(): void
}

export function createActions(store: EditorStore, manifests: ManifestLookup): EditorActions {
  return {
    ...insertActions(store, manifests),
    ...nodeActions(store),
    ...selectionActions(store, manifests),
    connect: (from, to) => store.getState().commit(addEdge(graphOf(store), from, to)),
    reconnect: (edgeId, from, to) => store.getState().commit(reconnectEdge(graphOf(store), edgeId, from, to)),
    removeEdge: (edgeId) => store.getState().commit(removeElements(graphOf(store), new Set(), new Set([edgeId]))),
    move: (places) => store.getState().commit(moveNodes(graphOf(store), places)),
  }
}

function insertActions(store: EditorStore, manifests: ManifestLookup): Pick<EditorActions, 'insert' | 'insertFitting'> {
  return {
    insert: (manifest, at) => {
      const node = makeNode(graphOf(store), manifest, at)
      store.getState().commit(addNode(graphOf(store), node), { select: [node.id] })
      return node.id
    },
    insertFitting: ({ manifest, input, output }, quickAdd) => {
      const graph = graphOf(store)
      const [from, to] = endsOf(graph, quickAdd)
      const node = makeNode(graph, manifest, placeFor(store, quickAdd))
      let next = addNode(graph, node)
      if (quickAdd.kind === 'between') next = removeElements(next, new Set(), new Set([quickAdd.edgeId]))
      if (from && input !== undefined) next = connectIfFits(next, manifests, from, { node: node.id, port: input })
      if (to && output !== undefined) next = connectIfFits(next, manifests, { node: node.id, port: output }, to)
      if (quickAdd.kind === 'between') next = makeRoom(next, node)
      store.getState().commit(next, { select: [node.id] })
      return node.id
    },
  }
}

function nodeActions(
  store: EditorStore,
): Pick<EditorActions, 'setConfig' | 'setLabel' | 'setPolicy' | 'toggleDisabled' | 'setPinned'> {
  const change = (id: string, key: string, edit: (node: GraphNode) => GraphNode) =>
    store.getState().commit(updateNode(graphOf(store), id, edit), { key: `${key}:${id}` })
  return {
    setConfig: (id, config) => change(id, 'config', (node) => ({ ...node, config })),
    setLabel: (id, label) => change(id, 'label', (node) => ({ ...node, label: label.slice(0, 200) })),
    setPolicy: (id, policy) => change(id, 'policy', (node) => ({ ...node, policy })),
    setPinned: (id, outputs) =>
      change(id, 'pinned', ({ pinned: _, ...node }) => (outputs === null ? node : { ...node, pinned: outputs })),
    toggleDisabled: (ids) => {
      const allOff = ids.every((id) => store.getState().nodeById.get(id)?.disabled)
      const next = ids.reduce(
        (graph, id) =>
          updateNode(graph, id, ({ disabled: _, ...node }) => (allOff ? node : { ...node, disabled: true })),
        graphOf(store),
      )
      store.getState().commit(next)
    },
  }
}

function selectionActions(
  store: EditorStore,
  manifests: ManifestLookup,
): Pick<EditorActions, 'removeSelection' | 'selectAll' | 'copySelection' | 'paste' | 'duplicate'> {
  const pasteText = (text: string, at?: Place) => {
    const clip = parseClip(text)
    if (!clip) return false
    const pasted = pasteClip(graphOf(store), clip, { manifests, ...(at ? { at } : {}) })
    store.getState().commit(pasted.graph, { select: pasted.ids })
    return true
  }
  const copySelection = () => {
    const { selection, graph } = store.getState()
    return selection.length > 0 ? copyNodes(graph, new Set(selection)) : null
  }
  return {
    copySelection,
    paste: pasteText,
    duplicate: () => {
      const text = copySelection()
      if (text !== null) pasteText(text)
    },
    removeSelection: () => {
      const { selection, selectedEdges, graph, commit } = store.getState()
      commit(removeElements(graph, new Set(selection), new Set(selectedEdges)))
    },
    selectAll: () => store.getState().select([...nodeIds(graphOf(store))]),
  }
}

const graphOf = (store: EditorStore) => store.getState().graph

type Graph = ReturnType<typeof graphOf>

function connectIfFits(graph: Graph, manifests: ManifestLookup, from: PortRef, to: PortRef): Graph {
  return explainConnection(graph, manifests, from, to).ok ? addEdge(graph, from, to) : graph
}

const NODE_WIDTH = 256
const GAP = 64

function placeFor(store: EditorStore, quickAdd: QuickAdd): Place {
  if (quickAdd.kind === 'after' || quickAdd.kind === 'place') return quickAdd.at
  if (quickAdd.kind === 'before') return { x: quickAdd.at.x - NODE_WIDTH, y: quickAdd.at.y }
  const { graph, nodeById } = store.getState()
  const edge = graph.edges.find(({ id }) => id === quickAdd.edgeId)
  const source = edge ? nodeById.get(edge.from.node) : undefined
  const target = edge ? nodeById.get(edge.to.node) : undefined
  const x = (source?.position.x ?? 0) + NODE_WIDTH + GAP
  return { x, y: ((source?.position.y ?? 0) + (target?.position.y ?? 0)) / 2 }
}

/** Moves what stands in the new node's way, and all to the right of it, far enough to the right. */
function makeRoom(graph: Graph, inserted: GraphNode): Graph {
  const others = graph.nodes.filter((node) => node.id !== inserted.id && node.position.x >= inserted.position.x - GAP)
  const nearest = Math.min(...others.map((node) => node.position.x))
  const missing = inserted.position.x + NODE_WIDTH + GAP - nearest
  if (others.length === 0 || missing <= 0) return graph
  return moveNodes(graph, new Map(others.map(({ id, position }) => [id, { x: position.x + missing, y: position.y }])))
}
