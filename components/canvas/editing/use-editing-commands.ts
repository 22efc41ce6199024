'use client'
import { useRouter } from 'next/navigation'
import type { IconName } from '@/components/ui/icon'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import type { GraphNode } from '@/lib/graph/graph'
import { type Editor, useEditor, useEditorState } from '../state/editor-context'
import { isGroup } from '../state/is-group'
import { nestingOf } from '../state/layout/nesting'
import type { Wrapper } from '../wrap/container-shape'
import { appAddress, readTrail } from './app-trail'

export interface EditingCommand {
  id: string
  label: string
  icon: IconName
  shortcut?: string
  run: () => void
}

/** Commands of the selection other than copy, enable and delete. Both menus share them. */
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
      run: () => groupSelected(editor),
    },
    { id: 'map', label: t('wrap.map'), icon: 'layers', shortcut: 'M', run: () => wrapSelection(editor, 'map') },
    {
      id: 'loop',
      label: t('wrap.loop'),
      icon: 'refresh',
      shortcut: 'Shift M',
      run: () => wrapSelection(editor, 'loop'),
    },
    {
      id: 'lock',
      label: t(nodes.every((node) => node.locked) ? 'canvasEditing.unlock' : 'canvasEditing.lock'),
      icon: 'lock',
      shortcut: 'K',
      run: () => actions.toggleLocked(selection),
    },
    { id: 'sub-app', label: t('subApps.make'), icon: 'package', run: () => ui.getState().set({ isSubAppOpen: true }) },
  ]
  if (nodes.some(isGroup))
    commands.push({
      id: 'ungroup',
      label: t('canvasEditing.ungroup'),
      icon: 'square-dashed',
      shortcut: 'Ctrl Shift G',
      run: actions.ungroup,
    })
  else if (selectedContainer(editor) !== undefined)
    commands.push({
      id: 'unwrap',
      label: t('wrap.unwrap'),
      icon: 'layers',
      shortcut: 'Ctrl Shift G',
      run: () => ungroupSelected(editor),
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

/** The code is loaded on demand. */
async function inline(editor: Editor, node: GraphNode): Promise<void> {
  const { inlineNode } = await import('../sub-app/inline-node')
  await inlineNode(editor, node)
}

/** Shows the reason if the selection spans several containers. */
export function groupSelected({ actions }: Pick<Editor, 'actions'>): void {
  if (!actions.group()) toast.error(t('canvasEditing.groupMixed'))
}

/** Removes the selected frames, or unwraps the selected container. */
export function ungroupSelected(editor: Editor): void {
  const container = selectedContainer(editor)
  if (container === undefined) editor.actions.ungroup()
  else void loadWrapping().then(({ unwrapSelection }) => unwrapSelection(editor, container))
}

export function wrapSelection(editor: Editor, wrapper: Wrapper): void {
  void loadWrapping().then((wrapping) => wrapping.wrapSelection(editor, wrapper))
}

const loadWrapping = () => import('../wrap/wrap-selection')

function selectedContainer({ store, manifests }: Pick<Editor, 'store' | 'manifests'>): string | undefined {
  const { graph, selection } = store.getState()
  const [only, second] = selection
  return only !== undefined && second === undefined && nestingOf(graph, manifests).isContainer(only) ? only : undefined
}
