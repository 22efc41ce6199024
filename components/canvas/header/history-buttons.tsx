'use client'
import { useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { LazyDialog } from '@/components/ui/lazy-part'
import { t } from '@/lib/client/messages/t'
import { historyMenu } from '../lazy/parts'
import { useEditor, useEditorState } from '../state/editor-context'
import { nameStep } from '../state/history'
import { stepText } from './step-text'

/** Undo and redo with the name of the step, and the history list. */
export function HistoryButtons() {
  const { store } = useEditor()
  const history = useEditorState((state) => state.history)
  const before = history.past.at(-1)
  const after = history.future[0]
  const [button, setButton] = useState<HTMLElement | null>(null)
  const [open, setOpen] = useState(false)
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
      <IconButton
        ref={setButton}
        icon="history"
        label={t('history.title')}
        tooltip={false}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerEnter={() => void historyMenu.load().catch(() => null)}
        onClick={() => setOpen(true)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setOpen(true)
        }}
      />
      <LazyDialog
        part={historyMenu}
        open={open}
        props={{ button, open, onOpenChange: setOpen }}
        onClose={() => setOpen(false)}
      />
    </>
  )
}
