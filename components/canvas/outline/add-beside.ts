import type { Editor } from '../state/editor-context'
import type { Place } from '../state/graph-edits'
import { parentOfOnly, placeBeside } from '../state/layout/free-position'
import { nestingOf } from '../state/layout/nesting'

const GAP = 72

/** Opens the node list. The new node goes to the right of the selected one, or into the view. */
export function addInView({ store, manifests, ui }: Editor, view: Place): void {
  const { graph, selection } = store.getState()
  const position = placeBeside(graph, manifests, { selection, view })
  const parent = parentOfOnly(graph, manifests, selection)
  ui.getState().set({ quickAdd: { kind: 'place', at: position, ...(parent === undefined ? {} : { parent }) } })
}

/** Opens the node list. The new node goes to the right of the selected one, or of all nodes. */
export function addBeside({ store, manifests, ui }: Editor): void {
  const { graph, selection } = store.getState()
  const { placeOf, sizeOf, parentOf } = nestingOf(graph, manifests)
  const [only] = selection
  const ids = only === undefined ? graph.nodes.map(({ id }) => id) : [only]
  const places = ids.map((id) => ({ x: placeOf(id).x + sizeOf(id).width + GAP, y: placeOf(id).y }))
  const rightmost = places.reduce((best, place) => (place.x > best.x ? place : best), places[0] ?? { x: 0, y: 0 })
  const parent = only === undefined ? undefined : parentOf(only)
  ui.getState().set({ quickAdd: { kind: 'place', at: rightmost, ...(parent === undefined ? {} : { parent }) } })
}
