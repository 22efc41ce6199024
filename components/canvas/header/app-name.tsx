'use client'
import { useState } from 'react'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { getApp, listApps, updateApp } from '@/lib/contracts/apps'
import { useEditor } from '../state/editor-context'

/** Inline rename: Enter or blur saves, Escape cancels. */
export function AppName({ name }: { name: string }) {
  const { appId } = useEditor()
  const [draft, setDraft] = useState<string | null>(null)
  const rename = useContractMutation(updateApp, { invalidates: [getApp, listApps] })
  const shown = draft ?? (rename.isPending || rename.isSuccess ? (rename.variables?.body.name ?? name) : name)
  function save() {
    const next = draft?.trim() ?? ''
    setDraft(null)
    if (next !== '' && next !== name) rename.mutate({ params: { appId }, body: { name: next } })
  }
  return (
    <input
      aria-label={t('canvas.appName')}
      value={shown}
      maxLength={120}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setDraft(null)
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
      }}
      className="field-sizing-content h-8 min-w-0 max-w-80 md:min-w-24 xl:max-w-44 2xl:max-w-80 truncate rounded-md bg-transparent px-2 font-semibold text-base hover:bg-hover focus:bg-sunken"
    />
  )
}
