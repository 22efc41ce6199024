import type { Editor } from './state/editor-context'
import { nestingOf } from './state/layout/nesting'

/** Selects the first node inside the selected container. Returns false if there is none. */
export function selectInside({ store, manifests, actions }: Editor): boolean {
  const { graph, selection } = store.getState()
  const [only] = selection
  const first =
    only !== undefined && selection.length === 1 ? nestingOf(graph, manifests).childrenOf(only)[0] : undefined
  if (only === undefined || !first) return false
  if (store.getState().nodeById.get(only)?.collapsed) actions.setCollapsed(only, false)
  selectAndFocus({ store }, first.id)
  return true
}

/** Selects the container around the selected node. Returns false at the top level. */
export function selectOutside({ store, manifests }: Editor): boolean {
  const { graph, selection } = store.getState()
  const [only] = selection
  const parent = only === undefined ? undefined : nestingOf(graph, manifests).parentOf(only)
  if (parent === undefined) return false
  selectAndFocus({ store }, parent)
  return true
}

function selectAndFocus({ store }: Pick<Editor, 'store'>, id: string): void {
  store.getState().select([id])
  requestAnimationFrame(() => {
    const element = document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
    if (element instanceof HTMLElement) element.focus()
  })
}
