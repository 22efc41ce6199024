'use client'
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { DropArea } from '@/components/ui/drop-area'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import { RunFileList } from './run-file-list'
import type { RunFile, RunFileStore, TakenKinds } from './run-file-store'
import { acceptOf, useRunFiles } from './use-run-files'

const MAX_FILES = 10

export interface ComposerProps {
  isActive: boolean
  appId: string
  /** Accepted attachments. */
  accepts: TakenKinds
  /** Resolves to whether the message was sent; otherwise the text stays in the field. */
  onSend: (message: string, files: readonly RunFile[]) => Promise<boolean>
  onStop: () => void
  /** Called while typing, and with an empty text after sending. */
  onDraft?: (message: string) => void
  /** Initial text. */
  initial?: string
  /** Holds the attached files when the composer is unmounted. */
  kept?: RunFileStore
}

/**
 * Enter sends, after the uploads of attached files; Shift+Enter inserts a line break; during an answer the button stops
 * it.
 */
export function Composer({ isActive, appId, accepts, onSend, onStop, onDraft, initial = '', kept }: ComposerProps) {
  const [draft, setMessage] = useState(initial)
  const isSending = useRef(false)
  const [sendsAfterUpload, setSendsAfterUpload] = useState(false)
  const setDraft = (message: string) => {
    setMessage(message)
    onDraft?.(message)
  }
  const field = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const attached = useRunFiles({ appId, accepts, most: MAX_FILES, kept })
  const takesFiles = accepts.images || accepts.documents || accepts.recordings
  async function send() {
    const message = draft.trim()
    if (message === '' || isActive || isSending.current) return
    setSendsAfterUpload(attached.isBusy)
    if (attached.isBusy) return
    isSending.current = true
    const isSent = await onSend(message, attached.files).finally(() => {
      isSending.current = false
    })
    if (!isSent) return
    setDraft('')
    attached.clear()
  }
  const uploadsFailed = attached.files.some(({ error }) => error !== null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: sends the text of the moment when the uploads end.
  useEffect(() => {
    if (!sendsAfterUpload || attached.isBusy) return
    setSendsAfterUpload(false)
    if (!uploadsFailed) void send()
  }, [sendsAfterUpload, attached.isBusy, uploadsFailed])
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send()
  }
  function onPaste(event: ClipboardEvent) {
    const files = [...event.clipboardData.files]
    // Copied table cells also contain an image; the text is intended.
    if (!takesFiles || files.length === 0 || event.clipboardData.types.includes('text/plain')) return
    event.preventDefault()
    attached.add(files)
  }
  const box = (
    <form
      className="flex items-end gap-1 rounded-xl border border-control/60 bg-surface py-1 pr-1 pl-3 has-[input]:pl-1 focus-within:border-accent"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {takesFiles ? (
        <>
          <IconButton icon="paperclip" label={t('runPanel.attach')} onClick={() => picker.current?.click()} />
          <input
            ref={picker}
            type="file"
            multiple
            accept={acceptOf(accepts)}
            tabIndex={-1}
            aria-label={t('runPanel.attach')}
            className="sr-only"
            onChange={(event) => {
              attached.add([...(event.target.files ?? [])])
              event.target.value = ''
            }}
          />
        </>
      ) : null}
      <textarea
        ref={field}
        rows={1}
        value={draft}
        aria-label={t('runPanel.message')}
        placeholder={t('runPanel.messagePlaceholder')}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        className="field-sizing-content max-h-40 min-h-8 min-w-0 flex-1 resize-none bg-transparent py-1.5 text-base outline-none max-md:text-[16px]"
      />
      {isActive ? (
        <IconButton icon="square" label={t('runPanel.stop')} onClick={onStop} className="text-danger" />
      ) : (
        <IconButton
          type="submit"
          icon="send"
          label={t('runPanel.send')}
          disabled={draft.trim() === '' || attached.isBusy}
          className="bg-accent text-accent-ink hover:bg-accent-strong hover:text-accent-ink disabled:bg-transparent disabled:text-muted"
        />
      )}
    </form>
  )
  if (!takesFiles) return box
  return (
    <DropArea onFiles={attached.add} label={t('runPanel.dropFiles')} className="flex flex-col gap-2">
      <RunFileList files={attached.files} onRemove={attached.remove} />
      {box}
    </DropArea>
  )
}
