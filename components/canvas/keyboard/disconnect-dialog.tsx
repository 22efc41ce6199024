'use client'
import { CommandDialog } from '@/components/ui/command-dialog'
import { t } from '@/lib/client/messages/t'
import { edgeName } from '../outline/edge-name'
import { useEditor, useEditorState, useUi } from '../state/editor-context'
import { focusNodeElement } from './focus-node-element'

/** Removes an edge of a node without a mouse. */
export function DisconnectDialog() {
  const nodeId = useUi((state) => state.disconnecting)
  return nodeId === null ? null : <EdgeList nodeId={nodeId} />
}

function EdgeList({ nodeId }: { nodeId: string }) {
  const editor = useEditor()
  const { ui, actions, manifests } = editor
  const graph = useEditorState((state) => state.graph)
  const nodes = useEditorState((state) => state.nodeById)
  const edges = graph.edges.filter(({ from, to }) => from.node === nodeId || to.node === nodeId)
  return (
    <CommandDialog
      open
      onOpenChange={(open) => {
        if (open) return
        ui.getState().set({ disconnecting: null })
        focusNodeElement(editor, nodeId)
      }}
      label={t('keyboard.disconnectNode', { label: nodes.get(nodeId)?.label ?? nodeId })}
      empty={t('keyboard.noEdges')}
      groups={[
        {
          label: t('keyboard.edges'),
          actions: edges.map((edge) => {
            const name = edgeName(edge, nodes, manifests)
            return {
              id: edge.id,
              label: name,
              icon: 'unlink' as const,
              run: () => {
                actions.removeEdge(edge.id)
                ui.getState().announce(t('keyboard.disconnected', { edge: name }))
              },
            }
          }),
        },
      ].filter(({ actions: found }) => found.length > 0)}
    />
  )
}
