'use client'
import type { CommandActionGroup } from '@/components/ui/command-dialog'
import { t } from '@/lib/client/messages/t'
import { useEditor, useEditorState } from '../state/editor-context'
import { useFocusNode } from '../use-focus-node'

/** Entries that navigate to a node. */
export function useNodeGroup(): CommandActionGroup {
  const { manifests } = useEditor()
  const nodes = useEditorState((state) => state.graph.nodes)
  const focusNode = useFocusNode()
  return {
    label: t('commands.goTo'),
    actions: nodes.map(({ id, label, type }) => ({
      id: `node-${id}`,
      label,
      icon: 'arrow-right',
      keywords: [manifests(type)?.label ?? type],
      run: () => focusNode(id, 'settings'),
    })),
  }
}
