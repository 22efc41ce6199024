'use client'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import { useEditor, useEditorState } from '../state/editor-context'
import { type History, nameStep } from '../state/history'
import { stepText } from './step-text'

/** More steps than this are reached by undoing further. */
const SHOWN = 50

/** Undo and redo, each saying what it would do, and the list of steps: a click goes back or forward to one. */
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
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton icon="history" label={t('history.title')} tooltip={false} />
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="max-h-[60vh] w-72 overflow-y-auto">
          <Steps history={history} />
        </DropdownMenuContent>
      </DropdownMenu>
    </>
  )
}

function Steps({ history }: { history: History }) {
  const { store } = useEditor()
  const { past, present, future } = history
  if (past.length + future.length === 0) return <p className="px-2.5 py-3 text-muted text-sm">{t('history.empty')}</p>
  const states = [...past, present, ...future]
  const first = Math.max(0, past.length - SHOWN)
  // Newest on top, as one reads it.
  const rows = states.slice(first, past.length + SHOWN).map((graph, offset) => ({ graph, at: first + offset }))
  const go = (at: number) => {
    const { undo, redo } = store.getState()
    for (let step = past.length; step > at; step -= 1) undo()
    for (let step = past.length; step < at; step += 1) redo()
  }
  return rows.toReversed().map(({ graph, at }) => {
    const previous = states[at - 1]
    return (
      <DropdownMenuItem
        key={at}
        aria-current={at === past.length ? 'step' : undefined}
        className={at > past.length ? 'text-faint' : undefined}
        onSelect={() => go(at)}
        {...(at === past.length ? { shortcut: t('history.now') } : {})}
      >
        {previous ? stepText(nameStep(history, previous, graph)) : t('history.opened')}
      </DropdownMenuItem>
    )
  })
}
