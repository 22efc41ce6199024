import { applyEdgeChanges, applyNodeChanges, type EdgeChange, type NodeChange } from '@xyflow/react'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import type { GraphIssue } from '@/lib/graph/issue'
import type { ManifestLookup } from '@/lib/graph/manifest'
import type { ModelRules } from '@/lib/graph/policy/model-rules'
import { NO_NAMES, type ResourceNames } from '@/lib/graph/resource-names'
import { keepLocked } from '../editing/keep-locked'
import { lookUpManifest } from '../node-manifests'
import type { StepSummary } from './describe-step'
import { type FlowEdge, type FlowNode, syncFlowEdges, syncFlowNodes } from './flow-elements'
import { groupIssues, type IssuesByNode } from './group-issues'
import { type History, pushStep, redoStep, startHistory, undoStep } from './history'

export interface CommitOptions {
  /** Consecutive steps with the same key within a short time are undone as one. */
  key?: string
  /** Nodes to select afterwards. */
  select?: readonly string[]
  /** Name of the step, if the difference does not imply it. */
  step?: StepSummary
  /** Set for a complete graph from another source, to which locks of the current graph do not apply. */
  isWhole?: boolean
}

/**
 * The graph and the selection. State that changes many times a second (runs, drags, form drafts) is in other stores.
 */
export interface EditorState {
  history: History
  graph: Graph
  nodeById: ReadonlyMap<string, GraphNode>
  flowNodes: FlowNode[]
  flowEdges: FlowEdge[]
  /** Ids of the selected nodes and edges, in graph order. */
  selection: readonly string[]
  selectedEdges: readonly string[]
  issues: readonly GraphIssue[]
  issuesByNode: IssuesByNode
  /** False until the first check has completed. */
  isChecked: boolean
  /** The workspace's model policy; undefined until loaded. */
  models: ModelRules | undefined
  names: ResourceNames
  commit(graph: Graph, options?: CommitOptions): void
  /** Replaces the graph, such as after a conflict. Resets the history. */
  replace(graph: Graph): void
  undo(): void
  redo(): void
  onNodesChange(changes: NodeChange<FlowNode>[]): void
  onEdgesChange(changes: EdgeChange<FlowEdge>[]): void
  select(nodes: readonly string[], edges?: readonly string[]): void
  setIssues(issues: readonly GraphIssue[]): void
  setModels(models: ModelRules | undefined): void
  setNames(names: ResourceNames): void
}

export type EditorStore = StoreApi<EditorState>

export function createEditorStore(
  graph: Graph,
  now: () => number = Date.now,
  manifests: ManifestLookup = lookUpManifest,
): EditorStore {
  const derive = deriveWith(manifests)
  return createStore<EditorState>((set, get) => ({
    history: startHistory(graph),
    graph,
    nodeById: indexNodes(graph),
    flowNodes: syncFlowNodes([], graph, manifests),
    flowEdges: syncFlowEdges([], graph, manifests),
    selection: [],
    selectedEdges: [],
    issues: [],
    issuesByNode: new Map(),
    isChecked: false,
    models: undefined,
    names: NO_NAMES,
    commit: (next, { key, select, step, isWhole } = {}) => {
      const graph = isWhole ? next : keepLocked(get().graph, next)
      set(derive(get(), pushStep(get().history, { graph, key, name: step, atMs: now() })))
      if (select) get().select(select)
    },
    replace: (next) => set(derive(get(), startHistory(next))),
    undo: () => set(derive(get(), undoStep(get().history))),
    redo: () => set(derive(get(), redoStep(get().history))),
    onNodesChange: (changes) => set(withNodes(get(), applyNodeChanges(withoutRemovals(changes), get().flowNodes))),
    onEdgesChange: (changes) => set(withEdges(get(), applyEdgeChanges(withoutRemovals(changes), get().flowEdges))),
    select: (nodes, edges = []) => {
      const [wantedNodes, wantedEdges] = [new Set(nodes), new Set(edges)]
      set({
        ...withNodes(get(), markSelected(get().flowNodes, wantedNodes)),
        ...withEdges(get(), markSelected(get().flowEdges, wantedEdges)),
      })
    },
    setIssues: (issues) => set({ issues, issuesByNode: groupIssues(issues, get().issuesByNode), isChecked: true }),
    setModels: (models) => set({ models }),
    setNames: (names) => set({ names }),
  }))
}

function deriveWith(manifests: ManifestLookup) {
  return (state: EditorState, history: History): Partial<EditorState> => {
    if (history === state.history) return {}
    const graph = history.present
    return {
      history,
      graph,
      nodeById: indexNodes(graph),
      ...withNodes(state, syncFlowNodes(state.flowNodes, graph, manifests)),
      ...withEdges(state, syncFlowEdges(state.flowEdges, graph, manifests)),
    }
  }
}

function withNodes(state: EditorState, flowNodes: FlowNode[]): Partial<EditorState> {
  return { flowNodes, selection: selectedIds(flowNodes, state.selection) }
}

function withEdges(state: EditorState, flowEdges: FlowEdge[]): Partial<EditorState> {
  return { flowEdges, selectedEdges: selectedIds(flowEdges, state.selectedEdges) }
}

/** Removals go through `commit`, so that undo can restore them. */
function withoutRemovals<Change extends { type: string }>(changes: Change[]): Change[] {
  return changes.filter((change) => change.type !== 'remove')
}

interface Selectable {
  id: string
  selected?: boolean
}

function markSelected<Element extends Selectable>(elements: Element[], wanted: ReadonlySet<string>): Element[] {
  return elements.map((element) => {
    const selected = wanted.has(element.id)
    return Boolean(element.selected) === selected ? element : { ...element, selected }
  })
}

/** Returns the previous array if nothing changed, so that subscribers do not update. */
function selectedIds(elements: readonly Selectable[], before: readonly string[]): readonly string[] {
  const ids = elements.flatMap((element) => (element.selected ? [element.id] : []))
  const isSame = ids.length === before.length && ids.every((id, index) => id === before[index])
  return isSame ? before : ids
}

function indexNodes(graph: Graph): ReadonlyMap<string, GraphNode> {
  return new Map(graph.nodes.map((node) => [node.id, node]))
}
