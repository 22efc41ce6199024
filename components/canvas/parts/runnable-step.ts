import type { Editor } from '../state/editor-context'
import { useEditor, useEditorState } from '../state/editor-context'

/** The single selected node that can run by itself; undefined for notes, multiple selections and disabled nodes. */
export function runnableStep({ store, manifests }: Pick<Editor, 'store' | 'manifests'>): string | undefined {
  const { selection, nodeById } = store.getState()
  const node = selection.length === 1 ? nodeById.get(selection[0] ?? '') : undefined
  if (!node || node.disabled) return undefined
  const manifest = manifests(node.type)
  return manifest && manifest.role !== 'note' ? node.id : undefined
}

export function useRunnableStep(): string | undefined {
  const editor = useEditor()
  return useEditorState(() => runnableStep(editor))
}
