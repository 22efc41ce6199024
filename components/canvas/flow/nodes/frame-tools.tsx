'use client'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import type { GraphNode } from '@/lib/graph/graph'
import { useEditor } from '../../state/editor-context'
import { nextPlaceInside } from '../../state/layout/place-new-node'

/** Buttons that add a node inside and collapse the container. */
export function FrameTools({ node }: { node: GraphNode }) {
  const { ui, store, actions, manifests } = useEditor()
  const add = () =>
    ui.getState().set({
      quickAdd: { kind: 'place', at: nextPlaceInside(store.getState().graph, manifests, node), parent: node.id },
    })
  return (
    <span data-edit-only className="nodrag nopan flex max-md:hidden">
      <IconButton size="sm" icon="plus" label={t('containers.addInside', { name: node.label })} onClick={add} />
      <IconButton
        size="sm"
        icon="chevron-up"
        label={t('containers.collapse', { name: node.label })}
        onClick={() => actions.setCollapsed(node.id, true)}
      />
    </span>
  )
}
