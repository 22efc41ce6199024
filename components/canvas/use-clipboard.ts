'use client'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { isAppFile } from '@/lib/graph/app-file/is-app-file'
import type { EditorActions } from './state/editor-actions'
import type { Editor } from './state/editor-context'
import type { Place } from './state/graph-edits'

export async function copySelection(actions: EditorActions): Promise<void> {
  const text = actions.copySelection()
  if (text === null) return
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    toast.error(t('common.copyFailed'))
  }
}

export async function pasteFromClipboard(editor: Editor, position?: Place): Promise<void> {
  try {
    pasteText(editor, await navigator.clipboard.readText(), position)
  } catch {
    toast.error(t('canvas.pasteBlocked'))
  }
}

/** Pastes copied nodes. The text of an app file opens the import dialog; anything else shows a message. */
export function pasteText({ actions, ui }: Editor, text: string, position?: Place): void {
  if (actions.paste(text, position)) return
  if (isAppFile(text)) pasteFiles(ui, [new File([text], 'app.patchbay.json')], position)
  else toast.error(t('canvas.nothingToPaste'), { description: t('canvas.nothingToPasteHint') })
}

export function pasteFiles(ui: Editor['ui'], files: readonly File[], position?: Place): void {
  ui.getState().set({ files: { files, ...(position ? { at: position } : {}) } })
}
