'use client'
import { type KeyboardEvent, useRef, useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'

export interface ComposerProps {
  isActive: boolean
  onSend: (message: string) => void
  onStop: () => void
}

/** Enter sends, Shift+Enter breaks the line; while an answer comes the button stops it. */
export function Composer({ isActive, onSend, onStop }: ComposerProps) {
  const [draft, setDraft] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  function send() {
    const message = draft.trim()
    if (message === '' || isActive) return
    setDraft('')
    onSend(message)
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  return (
    <form
      className="flex items-end gap-1 rounded-xl border border-control/60 bg-surface py-1 pr-1 pl-3 focus-within:border-accent"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <textarea
        ref={field}
        rows={1}
        value={draft}
        aria-label={t('runPanel.message')}
        placeholder={t('runPanel.messagePlaceholder')}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content max-h-40 min-h-8 min-w-0 flex-1 resize-none bg-transparent py-1.5 text-base outline-none max-md:text-[16px]"
      />
      {isActive ? (
        <IconButton icon="square" label={t('runPanel.stop')} onClick={onStop} className="text-danger" />
      ) : (
        <IconButton
          type="submit"
          icon="send"
          label={t('runPanel.send')}
          disabled={draft.trim() === ''}
          className="bg-accent text-accent-ink hover:bg-accent-strong hover:text-accent-ink disabled:bg-transparent disabled:text-muted"
        />
      )}
    </form>
  )
}
