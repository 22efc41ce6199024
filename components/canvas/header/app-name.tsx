'use client'
import { type ChangeEvent, type KeyboardEvent, useRef, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { useIsPhone } from '@/lib/client/hooks/use-is-phone'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { getApp, listApps, updateApp } from '@/lib/contracts/apps'
import { useEditor } from '../state/editor-context'

/** Inline rename: Enter or blur saves, Escape cancels. On phones a long name wraps to two lines. */
export function AppName({ name }: { name: string }) {
  const { appId } = useEditor()
  const isPhone = useIsPhone()
  const [draft, setDraft] = useState<string | null>(null)
  const isCanceled = useRef(false)
  const rename = useContractMutation(updateApp, { invalidates: [getApp, listApps] })
  // Until the app is loaded again, its name is the one that was sent.
  const wasSent = rename.isPending || rename.isSuccess
  const sentName = wasSent ? rename.variables?.body.name : undefined
  const shownName = draft ?? sentName ?? name
  function save() {
    const next = draft?.replace(/\s+/g, ' ').trim() ?? ''
    setDraft(null)
    if (!isCanceled.current && next !== '' && next !== name) rename.mutate({ params: { appId }, body: { name: next } })
  }
  const field = {
    'aria-label': t('canvas.appName'),
    title: shownName,
    value: shownName,
    maxLength: 120,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => setDraft(event.target.value),
    onBlur: save,
    onKeyDown(event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) {
      isCanceled.current = event.key === 'Escape'
      if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
    },
  }
  const className = 'field-sizing-content min-w-0 max-w-full rounded-md bg-transparent px-2 font-semibold'
  if (isPhone)
    return <textarea {...field} rows={1} className={cn(className, 'max-h-10 resize-none py-0.5 text-sm leading-4.5')} />
  return (
    <input {...field} className={cn(className, 'h-8 min-w-24 truncate text-base hover:bg-hover focus:bg-sunken')} />
  )
}
