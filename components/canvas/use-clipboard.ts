'use client'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import type { EditorActions } from './state/editor-actions'
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

export async function pasteFromClipboard(actions: EditorActions, at?: Place): Promise<void> {
  try {
    pasteText(actions, await navigator.clipboard.readText(), at)
  } catch {
    toast.error(t('canvas.pasteRefused'))
  }
}

export function pasteText(actions: EditorActions, text: string, at?: Place): void {
  if (!actions.paste(text, at)) toast.error(t('canvas.pasteJunk'), { description: t('canvas.pasteJunkHint') })
}
