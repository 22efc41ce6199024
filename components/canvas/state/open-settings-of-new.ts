import type { EditorStore } from './editor-store'
import type { UiStore } from './ui-store'

/** A newly added node opens on its settings tab. */
export function openSettingsOfNew(store: EditorStore, ui: UiStore): void {
  let previousNodes = store.getState().nodeById
  let added: ReadonlySet<string> = new Set()
  store.subscribe(({ nodeById, selection }) => {
    if (nodeById !== previousNodes) {
      const before = previousNodes
      previousNodes = nodeById
      added = new Set([...nodeById.keys()].filter((id) => !before.has(id)))
    }
    const [only] = selection
    if (only === undefined || selection.length > 1 || !added.has(only)) return
    added = new Set()
    ui.getState().set({ inspectorTab: 'settings' })
  })
}
