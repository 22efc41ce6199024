'use client'
import { useRouter } from 'next/navigation'
import type { IconName } from '@/components/ui/icon'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import type { GraphNode } from '@/lib/graph/graph'
import { type Editor, useEditor, useEditorState } from '../state/editor-context'
import { isGroup } from '../state/is-group'
import { appAddress, readTrail } from './app-trail'

export interface EditingCommand {
  id: string
  label: string
  icon: IconName
  shortcut?: string
  run: () => void
}

/** What can be done with what is chosen beside copying, switching and deleting it: the same in both menus. */
export function useEditingCommands(): EditingCommand[] {
  const editor = useEditor()
  const { actions, ui } = editor
  const router = useRouter()
  const selection = useEditorState((state) => state.selection)
  const nodeById = useEditorState((state) => state.nodeById)
  const nodes = selection.flatMap((id) => nodeById.get(id) ?? [])
  const [first] = nodes
  if (!first) return []
  const commands: EditingCommand[] = [
    {
      id: 'group',
      label: t('canvasEditing.group'),
      icon: 'square-dashed',
      shortcut: 'Ctrl G',
      run: () => groupChosen(editor),
    },
    {
      id: 'lock',
      label: t(nodes.every((node) => node.locked) ? 'canvasEditing.unlock' : 'canvasEditing.lock'),
      ...{ icon: 'lock', shortcut: 'K' },
      run: () => actions.toggleLocked(selection),
    },
    { id: 'sub-app', label: t('subApps.make'), icon: 'package', run: () => ui.getState().set({ isSubAppAsked: true }) },
  ]
  if (nodes.some(isGroup))
    commands.push({
      ...{ id: 'ungroup', label: t('canvasEditing.ungroup'), icon: 'square-dashed', shortcut: 'Ctrl Shift G' },
      run: actions.ungroup,
    })
  const appId = nodes.length === 1 && first.type === 'sub-app' ? first.config.appId : undefined
  if (typeof appId === 'string' && appId !== '') {
    const address = () => appAddress(appId, [...readTrail(window.location.search), editor.appId])
    commands.push(
      { id: 'open-app', label: t('subApps.open'), icon: 'external-link', run: () => router.push(address()) },
      { id: 'inline', label: t('subApps.inline'), icon: 'package', run: () => void inline(editor, first) },
    )
  }
  return commands
}

/** Loaded when it is asked for. */
async function inline(editor: Editor, node: GraphNode): Promise<void> {
  const { inlineNode } = await import('../sub-app/inline-node')
  await inlineNode(editor, node)
}

/** Says why where what is chosen stands in different containers. */
export function groupChosen({ actions }: Pick<Editor, 'actions'>): void {
  if (!actions.group()) toast.error(t('canvasEditing.groupMixed'))
}
