'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import type { ConnectionView } from '@/lib/contracts/models'
import { SecretInput } from './key-field'

export interface KeyChanges {
  add: string[]
  remove: string[]
}

export interface AdditionalKeysProps {
  stored: ConnectionView['moreKeys']
  changes: KeyChanges
  onChange: (changes: KeyChanges) => void
}

/** Additional keys of the same account; calls rotate across them. Changes take effect when the form is saved. */
export function AdditionalKeys({ stored, changes, onChange }: AdditionalKeysProps) {
  const [draft, setDraft] = useState('')
  const kept = stored.filter(({ id }) => !changes.remove.includes(id))
  function add() {
    if (draft.trim() === '') return
    onChange({ ...changes, add: [...changes.add, draft.trim()] })
    setDraft('')
  }
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium text-sm">{t('models.furtherKeys')}</legend>
      <ul className="flex flex-col gap-1 empty:hidden">
        {kept.map(({ id, last4 }) => (
          <KeyRow
            key={id}
            text={`••••${last4 ?? ''}`}
            onRemove={() => onChange({ ...changes, remove: [...changes.remove, id] })}
          />
        ))}
        {changes.add.map((key, index) => (
          <KeyRow
            // biome-ignore lint/suspicious/noArrayIndexKey: keys may be equal and have no other identity.
            key={index}
            text={`••••${key.length >= 12 ? key.slice(-4) : ''}`}
            note={t('models.keyUnsaved')}
            onRemove={() => onChange({ ...changes, add: changes.add.filter((_, position) => position !== index) })}
          />
        ))}
      </ul>
      <div className="flex gap-2">
        <SecretInput
          value={draft}
          placeholder={t('models.anotherKey')}
          onChange={setDraft}
          aria-label={t('models.anotherKey')}
        />
        <Button icon="plus" onClick={add} disabled={draft.trim() === ''}>
          {t('models.addKey')}
        </Button>
      </div>
      <p className="text-muted text-xs">{t('models.furtherKeysHint')}</p>
    </fieldset>
  )
}

function KeyRow({ text, note, onRemove }: { text: string; note?: string; onRemove: () => void }) {
  return (
    <li className="flex h-8 items-center gap-2 rounded-md border bg-sunken/60 pr-1 pl-2.5 text-sm">
      <span className="font-mono text-xs">{text}</span>
      {note ? <span className="text-faint text-xs">{note}</span> : null}
      <IconButton
        icon="x"
        size="sm"
        label={t('models.removeKey', { key: text })}
        tooltip={false}
        onClick={onRemove}
        className="ml-auto"
      />
    </li>
  )
}
