import type { NodeColor } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import type { EditorStore } from '../state/editor-store'
import { updateNode } from '../state/graph-edits'
import { addGroup, removeGroups } from './group-box'
import { setLocked } from './keep-locked'

export interface EditingActions {
  /** Puts a frame around what is chosen. False when it stands in different containers. */
  group(): boolean
  /** Takes the chosen frames away; what is inside stays. */
  ungroup(): void
  /** Locks what is chosen, or unlocks it where all of it is locked. */
  toggleLocked(ids: readonly string[]): void
  /** @param color null for the hue of the node's group */
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
