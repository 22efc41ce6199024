import type { NodeColor } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import type { EditorStore } from '../state/editor-store'
import { updateNode } from '../state/graph-edits'
import { addGroup, removeGroups } from './group-box'
import { setLocked } from './keep-locked'

export interface EditingActions {
  /** Adds a frame around the selection. Returns false if the selection spans several containers. */
  group(): boolean
  /** Removes the selected frames and keeps the nodes inside. */
  ungroup(): void
  /** Locks the selection, or unlocks it if all of it is locked. */
  toggleLocked(ids: readonly string[]): void
  /** @param color null for the default color of the node's group */
  setColor(ids: readonly string[], color: NodeColor | null): void
}

export function editingActions(store: EditorStore, manifests: ManifestLookup): EditingActions {
  return {
    group: () => {
      const { graph, selection, commit } = store.getState()
      const grouped = addGroup(graph, manifests, selection)
      if (grouped.ok) commit(grouped.graph, { select: [grouped.id] })
      return grouped.ok || grouped.reason === 'nothing'
    },
    ungroup: () => {
      const { graph, selection, commit } = store.getState()
      commit(removeGroups(graph, selection))
    },
    toggleLocked: (ids) => {
      const { graph, nodeById, commit } = store.getState()
      commit(setLocked(graph, ids, !ids.every((id) => nodeById.get(id)?.locked)))
    },
    setColor: (ids, color) => {
      const { graph, commit } = store.getState()
      commit(
        ids.reduce(
          (result, id) => updateNode(result, id, ({ color: _, ...node }) => (color ? { ...node, color } : node)),
          graph,
        ),
      )
    },
  }
}
