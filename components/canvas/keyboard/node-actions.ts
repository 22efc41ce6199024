import { t } from '@/lib/client/messages/t'
import { removeSelection } from '../remove-selection'
import type { Editor } from '../state/editor-context'
import { nestingOf } from '../state/layout/nesting'
import { portsOf } from '../state/ports/node-ports'
import { focusNodeElement, focusSettings } from './focus-node-element'
import { type Direction, neighbor } from './neighbor'

const GAP = 72
/** Selector of the name field in the settings of the selected node. */
export const NAME_FIELD = 'header input'

/** Selects and focuses the target of an arrow key. */
export function goTo(editor: Editor, id: string, direction: Direction): void {
  const { store, manifests } = editor
  const { graph } = store.getState()
  const next = neighbor(graph, nestingOf(graph, manifests), id, direction)
  if (next === undefined) return
  store.getState().select([next])
  focusNodeElement(editor, next)
}

const STEPS = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] } as const

/** Moves the selected nodes, or only the given node if it is not selected. @param by graph pixels */
export function moveBy(editor: Editor, id: string, { direction, by }: { direction: Direction; by: number }): void {
  const { store, actions } = editor
  if (!store.getState().selection.includes(id)) store.getState().select([id])
  const { selection, nodeById } = store.getState()
  const [x, y] = STEPS[direction]
  const places = selection.flatMap((selectedId) => {
    const node = nodeById.get(selectedId)
    return node ? [[selectedId, { x: node.position.x + x * by, y: node.position.y + y * by }] as const] : []
  })
  actions.move(new Map(places))
}

/** Opens the node settings and focuses the first field. */
export function configure(editor: Editor, id: string, field?: string): void {
  editor.store.getState().select([id])
  editor.ui.getState().set({ isInspectorOpen: true, inspectorTab: 'settings', rightPanel: 'inspector' })
  focusSettings(field)
}

/** Opens a list of compatible nodes. The chosen one is connected and placed next to the node. */
export function addAfter(editor: Editor, id: string): void {
  const { store, manifests, ui } = editor
  const node = store.getState().nodeById.get(id)
  const port = node ? portsOf(node, manifests).outputs[0] : undefined
  const { placeOf, sizeOf } = nestingOf(store.getState().graph, manifests)
  const rightOfNode = { x: placeOf(id).x + sizeOf(id).width + GAP, y: placeOf(id).y }
  if (port) ui.getState().set({ quickAdd: { kind: 'after', from: { node: id, port: port.id }, at: rightOfNode } })
  else ui.getState().set({ quickAdd: { kind: 'place', at: rightOfNode } })
}

/** Deletes the selection and focuses the node before it, so that the next key has a starting point. */
export function remove(editor: Editor, id: string): void {
  const { store, manifests, ui } = editor
  const { graph, selection, nodeById } = store.getState()
  if (!selection.includes(id)) store.getState().select([id])
  const label = nodeById.get(id)?.label ?? ''
  const nesting = nestingOf(graph, manifests)
  const neighbors = (['left', 'right', 'up', 'down'] as const).map((way) => neighbor(graph, nesting, id, way))
  removeSelection(editor)
  if (store.getState().nodeById.has(id)) return
  ui.getState().announce(t('keyboard.deleted', { label }))
  const next = neighbors.find((neighborId) => neighborId !== undefined && store.getState().nodeById.has(neighborId))
  if (next === undefined) return
  store.getState().select([next])
  focusNodeElement(editor, next)
}
