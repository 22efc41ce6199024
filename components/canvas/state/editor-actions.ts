import type { JsonObject } from '@/lib/core/json'
import { explainConnection } from '@/lib/graph/connections/explain-connection'
import type { GraphNode, NodePolicy, PortRef } from '@/lib/graph/graph'
import type { FixChange } from '@/lib/graph/issue'
import { applyFix } from '@/lib/graph/lint/apply-fix'
import type { ManifestLookup, NodeManifest } from '@/lib/graph/manifest'
import { type EditingActions, editingActions } from '../editing/editing-actions'
import { deletable } from '../editing/keep-locked'
import type { AppClip } from '../files/clip-of-app'
import { type Clip, copyNodes, type PasteOptions, parseClip, pasteClip } from './clipboard'
import type { EditorStore } from './editor-store'
import {
  addEdge,
  addNode,
  makeNode,
  moveNodes,
  nodeIds,
  type Place,
  reconnectEdge,
  removeElements,
  resizeNodes,
  updateNode,
} from './graph-edits'
import { clearOverlaps } from './layout/clear-overlaps'
import { openPlace, parentOfOnly, placeBeside } from './layout/free-position'
import { type Moved, mayStandInside, moveBelow, settleNodes } from './layout/move-into'
import { nestingOf, type Size } from './layout/nesting'
import { makeRoom, placeFor, placeInside, scopeAt } from './layout/place-new-node'
import { connectAll, planConnections } from './plan-connections'
import { compatibleNodes, endsOf, type FittingNode } from './ports/compatible-nodes'
import { NO_PRESETS, type Presets, withPresets } from './presets'
import type { QuickAdd } from './ui-store'

export interface EditorActions extends EditingActions {
  /** Inserts a node at a canvas position, which may be inside a container. */
  insert(manifest: NodeManifest, at: Place): string
  /** Inserts a node next to the selected one, otherwise in the view, without covering another node. */
  insertBeside(manifest: NodeManifest, view: Place): string
  insertFitting(fitting: FittingNode, quickAdd: QuickAdd): string
  /** Replaces an edge by two, with the new node in between. False if it does not fit there. */
  insertOnEdge(manifest: NodeManifest, edgeId: string): boolean
  connect(from: PortRef, to: PortRef): void
  reconnect(edgeId: string, from: PortRef, to: PortRef): void
  setConfig(nodeId: string, config: JsonObject): void
  setLabel(nodeId: string, label: string): void
  setPolicy(nodeId: string, policy: NodePolicy): void
  toggleDisabled(nodeIds: readonly string[]): void
  setPinned(nodeId: string, outputs: JsonObject | null): void
  move(places: ReadonlyMap<string, Place>, sizes?: ReadonlyMap<string, Size>): void
  /** Writes node positions from React Flow to the graph, as one step. Returns the removed edges. */
  settle(ids: readonly string[]): Moved['lost']
  /** Moves nodes below their container. Returns the removed edges. */
  moveOut(ids: readonly string[]): Moved['lost']
  setSize(nodeId: string, size: Size): void
  setCollapsed(nodeId: string, collapsed: boolean): void
  /** Deletes the selection. Returns how many nodes were kept because they are locked. */
  removeSelection(): number
  removeEdge(edgeId: string): void
  selectAll(): void
  /** Clipboard text, or null if nothing is selected. */
  copySelection(): string | null
  /** False if the text does not contain nodes. */
  paste(text: string, at?: Place): boolean
  /** Adds the nodes of another app as copies. */
  insertClip(clip: AppClip, at?: Place): void
  duplicate(): void
  /** Applies the fix of an issue to the graph. */
  applyFix(change: Exclude<FixChange, { type: 'connect-model' }>): void
}

export function createActions(
  store: EditorStore,
  manifests: ManifestLookup,
  presets: Presets = NO_PRESETS,
): EditorActions {
  const inserting = insertActions(store, manifests, presets)
  /** Makes room for the cards of these nodes, which may have grown. */
  const commitRoomy = (graph: Graph, ids: string[]) =>
    store.getState().commit(clearOverlaps(graphOf(store), graph, { ids, manifests }))
  return {
    ...inserting,
    ...nodeActions(store, manifests),
    ...placeActions(store, manifests),
    ...selectionActions(store, manifests),
    ...editingActions(store, manifests),
    applyFix: (change) => {
      if (change.type === 'insert') {
        const manifest = manifests(change.nodeType)
        if (manifest) inserting.insertOnEdge(manifest, change.edgeId)
      } else store.getState().commit(applyFix(graphOf(store), change))
    },
    connect: (from, to) => commitRoomy(addEdge(graphOf(store), from, to), [from.node, to.node]),
    reconnect: (edgeId, from, to) => commitRoomy(reconnectEdge(graphOf(store), edgeId, from, to), [from.node, to.node]),
    removeEdge: (edgeId) => store.getState().commit(removeElements(graphOf(store), new Set(), new Set([edgeId]))),
  }
}

function placeActions(
  store: EditorStore,
  manifests: ManifestLookup,
): Pick<EditorActions, 'move' | 'settle' | 'moveOut' | 'setSize' | 'setCollapsed'> {
  return {
    move: (places, sizes = new Map()) => store.getState().commit(resizeNodes(moveNodes(graphOf(store), places), sizes)),
    settle: (ids) => {
      const { flowNodes, graph, commit } = store.getState()
      const idSet = new Set(ids)
      const places = new Map(flowNodes.flatMap((node) => (idSet.has(node.id) ? [[node.id, node.position]] : [])))
      const moved = settleNodes(graph, manifests, places)
      commit(moved.graph)
      return moved.lost
    },
    moveOut: (ids) => {
      const moved = moveBelow(graphOf(store), manifests, ids)
      store.getState().commit(moved.graph)
      return moved.lost
    },
    setSize: (id, size) => store.getState().commit(resizeNodes(graphOf(store), new Map([[id, size]]))),
    setCollapsed: (id, collapsed) =>
      store
        .getState()
        .commit(
          updateNode(graphOf(store), id, ({ collapsed: _, ...node }) => (collapsed ? { ...node, collapsed } : node)),
        ),
  }
}

function insertActions(
  store: EditorStore,
  manifests: ManifestLookup,
  presets: Presets,
): Pick<EditorActions, 'insert' | 'insertBeside' | 'insertFitting' | 'insertOnEdge'> {
  const make = (graph: Graph, manifest: NodeManifest, place: Place) =>
    withPresets(makeNode(graph, manifest, place), manifest, presets)
  /** @param ids the new node first, then others that changed */
  const commitNew = (before: Graph, after: Graph, ids: readonly string[]) =>
    store.getState().commit(clearOverlaps(before, after, { ids, manifests }), { select: ids.slice(0, 1) })
  const addConnected = (
    graph: Graph,
    newNode: GraphNode,
    { wanted, parent }: { wanted: Place; parent: string | undefined },
  ) => {
    const placedNode = placeInside(graph, manifests, newNode, parent)
    const { anchor, edges, place } = planConnections(graph, manifests, {
      selection: store.getState().selection,
      added: placedNode,
      parent,
    })
    const position = openPlace(graph, manifests, { node: newNode, wanted: place ?? wanted, parent })
    const node = placeInside(graph, manifests, { ...newNode, position }, parent)
    commitNew(graph, connectAll(addNode(graph, node), edges), [node.id, ...(anchor ? [anchor] : [])])
    return node.id
  }
  const insertFitting: EditorActions['insertFitting'] = ({ manifest, input, output }, quickAdd) => {
    const graph = graphOf(store)
    const [from, to] = endsOf(graph, quickAdd)
    const { place, parent } = placeFor(graph, manifests, quickAdd)
    const newNode = make(graph, manifest, place)
    if (quickAdd.kind === 'place') return addConnected(graph, newNode, { wanted: place, parent })
    const isPlaced = quickAdd.kind === 'between'
    const position = isPlaced ? newNode.position : openPlace(graph, manifests, { node: newNode, wanted: place, parent })
    const node = placeInside(graph, manifests, { ...newNode, position }, parent)
    let next = addNode(graph, node)
    if (quickAdd.kind === 'between') next = removeElements(next, new Set(), new Set([quickAdd.edgeId]))
    if (from && input !== undefined) next = connectIfFits(next, manifests, from, { node: node.id, port: input })
    if (to && output !== undefined) next = connectIfFits(next, manifests, { node: node.id, port: output }, to)
    if (quickAdd.kind === 'between') next = makeRoom(next, manifests, node)
    const moved = next.nodes.filter((item, index) => item.position !== graph.nodes[index]?.position).map(({ id }) => id)
    commitNew(graph, next, [node.id, ...moved, ...[from, to].flatMap((end) => end?.node ?? [])])
    return node.id
  }
  return {
    insert: (manifest, position) => {
      const graph = graphOf(store)
      const newNode = make(graph, manifest, position)
      const parent = scopeAt(graph, manifests, position, manifest)
      const node = placeInside(graph, manifests, newNode, parent)
      commitNew(graph, addNode(graph, node), [node.id])
      return node.id
    },
    insertBeside: (manifest, view) => {
      const { graph, selection } = store.getState()
      const position = placeBeside(graph, manifests, { selection, view })
      const node = make(graph, manifest, position)
      const parentOfSelection = mayStandInside(manifest, manifests)
        ? parentOfOnly(graph, manifests, selection)
        : undefined
      const parent = parentOfSelection ?? scopeAt(graph, manifests, position, manifest)
      return addConnected(graph, node, { wanted: position, parent })
    },
    insertFitting,
    insertOnEdge: (manifest, edgeId) => {
      const quickAdd = { kind: 'between', edgeId } as const
      if (!graphOf(store).edges.some(({ id }) => id === edgeId)) return false
      const [fitting] = compatibleNodes(graphOf(store), manifests, { all: [manifest], quickAdd })
      if (fitting) insertFitting(fitting, quickAdd)
      return fitting !== undefined
    },
  }
}

function nodeActions(
  store: EditorStore,
  manifests: ManifestLookup,
): Pick<EditorActions, 'setConfig' | 'setLabel' | 'setPolicy' | 'toggleDisabled' | 'setPinned'> {
  const change = (id: string, key: string, edit: (node: GraphNode) => GraphNode) =>
    store.getState().commit(updateNode(graphOf(store), id, edit), { key: `${key}:${id}` })
  return {
    setConfig: (id, config) => {
      const before = graphOf(store)
      const after = updateNode(before, id, (node) => ({ ...node, config }))
      store.getState().commit(clearOverlaps(before, after, { ids: [id], manifests }), { key: `config:${id}` })
    },
    setLabel: (id, label) => change(id, 'label', (node) => ({ ...node, label: label.slice(0, 200) })),
    setPolicy: (id, policy) => {
      const before = graphOf(store)
      const after = updateNode(before, id, (node) => ({ ...node, policy }))
      store.getState().commit(clearOverlaps(before, after, { ids: [id], manifests }), { key: `policy:${id}` })
    },
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
): Pick<EditorActions, 'removeSelection' | 'selectAll' | 'copySelection' | 'paste' | 'insertClip' | 'duplicate'> {
  const paste = (clip: Clip, options: Omit<PasteOptions, 'manifests'>) => {
    const pasted = pasteClip(graphOf(store), clip, { manifests, ...options })
    store.getState().commit(pasted.graph, { select: pasted.ids })
  }
  const pasteText = (text: string, position?: Place) => {
    const clip = parseClip(text)
    if (!clip) return false
    paste(clip, position ? { at: position } : {})
    return true
  }
  const copySelection = () => {
    const { selection, graph } = store.getState()
    return selection.length > 0 ? copyNodes(graph, selection, manifests) : null
  }
  return {
    copySelection,
    paste: pasteText,
    insertClip: ({ standIns, ...clip }, requested) => {
      const place = requested ?? placeBelow(graphOf(store), manifests)
      paste(clip, { standIns, at: place })
    },
    duplicate: () => {
      const text = copySelection()
      if (text !== null) pasteText(text)
    },
    removeSelection: () => {
      const { selection, selectedEdges, graph, commit } = store.getState()
      const ids = deletable(graph, manifests, selection)
      commit(removeElements(graph, nestingOf(graph, manifests).withInside(ids), new Set(selectedEdges)))
      return selection.length - ids.length
    },
    selectAll: () => store.getState().select([...nodeIds(graphOf(store))]),
  }
}

const graphOf = (store: EditorStore) => store.getState().graph

type Graph = ReturnType<typeof graphOf>

function connectIfFits(graph: Graph, manifests: ManifestLookup, from: PortRef, to: PortRef): Graph {
  return explainConnection(graph, manifests, from, to).ok ? addEdge(graph, from, to) : graph
}

/** A place below all nodes, at their left edge. */
function placeBelow(graph: Graph, manifests: ManifestLookup): Place {
  const { childrenOf, sizeOf } = nestingOf(graph, manifests)
  const tops = childrenOf(undefined)
  if (tops.length === 0) return { x: 0, y: 0 }
  const bottom = Math.max(...tops.map(({ id, position }) => position.y + sizeOf(id).height))
  return { x: Math.min(...tops.map(({ position }) => position.x)), y: bottom + 64 }
}
