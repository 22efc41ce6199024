'use client'
import { t } from '@/lib/client/messages/t'
import type { ConnectionKind } from '@/lib/plugins/connection-kinds'
import { credentialFields } from '@/lib/plugins/credential-fields'
import type { ConnectionDraft } from './connection-draft'
import { DraftText } from './draft-text'
import { localLabel } from './local-label'

export interface CredentialInputsProps {
  kind: ConnectionKind
  draft: ConnectionDraft
  onChange: (change: Partial<ConnectionDraft>) => void
  errors: Readonly<Record<string, string>>
  /** Stored secrets stay if they are left empty. */
  stored: { last4: string | null } | null
}

/** The credential fields of this kind of connection. */
export function CredentialInputs({ kind, draft, onChange, errors, stored }: CredentialInputsProps) {
  const keep = stored ? t('connections.stored', { last4: stored.last4 ?? '••••' }) : undefined
  return credentialFields(kind).map(({ name, label, help, placeholder, secret, optional, format }) => (
    <DraftText
      key={name}
      label={localLabel(label)}
      value={draft.values[name] ?? ''}
      onChange={(value) => onChange({ values: { ...draft.values, [name]: value } })}
      error={errors[`values.${name}`]}
      hint={secret && keep ? keep : help}
      placeholder={placeholder}
      required={!optional && !(secret && stored)}
      look={format === 'json' ? 'lines' : secret ? 'secret' : 'line'}
    />
  ))
}
