'use client'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem } from '@/components/ui/dropdown-menu'
import { t } from '@/lib/client/messages/t'
import { useEditor, useEditorState } from '../state/editor-context'
import { type History, nameStep } from '../state/history'
import { stepText } from './step-text'

export interface HistoryMenuProps {
  /** The menu button; null before it is mounted. */
  button: HTMLElement | null
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** History list. Selecting an entry goes back or forward to it. */
export function HistoryMenu({ button, open, onOpenChange }: HistoryMenuProps) {
  const history = useEditorState((state) => state.history)
  if (!button) return null
  return (
    <DropdownMenu open={open} onOpenChange={onOpenChange} place={button.getBoundingClientRect()}>
      <DropdownMenuContent
        align="end"
        aria-labelledby={undefined}
        aria-label={t('history.title')}
        className="max-h-[60vh] w-72 overflow-y-auto"
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          button.focus()
        }}
      >
        <Steps history={history} />
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

function Steps({ history }: { history: History }) {
  const { store } = useEditor()
  const { past, present, future } = history
  if (past.length + future.length === 0) return <p className="px-2.5 py-3 text-muted text-sm">{t('history.empty')}</p>
  const states = [...past, present, ...future]
  const rows = states.map((graph, index) => ({ graph, at: index }))
  const goTo = (index: number) => {
    const { undo, redo } = store.getState()
    for (let step = past.length; step > index; step -= 1) undo()
    for (let step = past.length; step < index; step += 1) redo()
  }
  return rows.toReversed().map(({ graph, at }) => {
    const previous = states[at - 1]
    return (
      <DropdownMenuItem
        key={at}
        aria-current={at === past.length ? 'step' : undefined}
        className={at > past.length ? 'text-faint' : undefined}
        onSelect={() => goTo(at)}
        {...(at === past.length ? { shortcut: t('history.now') } : {})}
      >
        {previous ? stepText(nameStep(history, previous, graph)) : t('history.opened')}
      </DropdownMenuItem>
    )
  })
}
