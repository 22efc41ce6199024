import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import type { PortRef } from '@/lib/graph/graph'
import { notifyRemovedEdges } from '../flow/notify-removed-edges'
import { focusNodeElement } from '../keyboard/focus-node-element'
import { offerUndo } from '../offer-undo'
import type { Editor } from '../state/editor-context'
import type { Wrapper } from './container-shape'
import { unwrapNode } from './unwrap-node'
import { wrapCycle } from './wrap-cycle'
import { type WrapResult, wrapNodes } from './wrap-nodes'

/** Wraps the selection in a new container, or explains why this is not possible. */
export function wrapSelection(editor: Editor, type: Wrapper): void {
  const { store, manifests } = editor
  const { graph, selection } = store.getState()
  commitWrap(editor, wrapNodes(graph, manifests, selection, type), type)
}

/** Wraps the cycle that an edge would close in a Loop, or explains why this is not possible. */
export function wrapBackEdge(editor: Editor, from: PortRef, to: PortRef): void {
  commitWrap(editor, wrapCycle(editor.store.getState().graph, editor.manifests, from, to), 'loop')
}

function commitWrap(editor: Editor, result: WrapResult, type: Wrapper): void {
  if (!result.ok) return void toast.error(t('wrap.cannot'), { description: result.reason })
  const label = result.graph.nodes.find(({ id }) => id === result.id)?.label ?? ''
  editor.store
    .getState()
    .commit(result.graph, { select: [result.id], step: { kind: 'wrap', count: result.count, label } })
  focusNodeElement(editor, result.id)
  offerUndo(editor, t(type === 'map' ? 'wrap.wrappedInMap' : 'wrap.wrappedInLoop', { count: result.count }))
}

/** Removes the selected container and keeps its nodes. */
export function unwrapSelection({ store, manifests }: Editor, id: string): void {
  const { graph, nodeById, commit } = store.getState()
  const node = nodeById.get(id)
  if (node?.locked)
    return void toast.error(t('wrap.cannotUnwrap'), { description: t('wrap.locked', { name: node.label }) })
  const result = unwrapNode(graph, manifests, id)
  if (!result) return
  commit(result.graph, { select: result.ids, step: { kind: 'unwrap', count: 1, label: node?.label ?? '' } })
  notifyRemovedEdges(store, result.lost)
}
