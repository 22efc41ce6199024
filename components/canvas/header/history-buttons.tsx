'use client'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import { useEditor, useEditorState } from '../state/editor-context'
import { nameStep } from '../state/history'
import { stepText } from './step-text'

/** Undo and redo with the name of the step. */
export function HistoryButtons() {
  const { store } = useEditor()
  const history = useEditorState((state) => state.history)
  const before = history.past.at(-1)
  const after = history.future[0]
  return (
    <>
      <IconButton
        icon="undo"
        label={
          before ? t('history.undo', { step: stepText(nameStep(history, before, history.present)) }) : t('common.undo')
        }
        shortcut="Ctrl Z"
        disabled={!before}
        onClick={() => store.getState().undo()}
      />
      <IconButton
        icon="redo"
        label={
          after ? t('history.redo', { step: stepText(nameStep(history, history.present, after)) }) : t('canvas.redo')
        }
        shortcut="Ctrl ⇧ Z"
        disabled={!after}
        onClick={() => store.getState().redo()}
      />
    </>
  )
}
