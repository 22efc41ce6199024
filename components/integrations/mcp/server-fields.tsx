'use client'
import { ConnectionField } from '@/components/node-form/fields/connection-field'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { FieldErrors } from '@/lib/client/http/field-errors'
import { t } from '@/lib/client/messages/t'

export interface ServerDraft {
  name: string
  url: string
  connectionId: string | null
}

export interface ServerFieldsProps {
  draft: ServerDraft
  onChange: (change: Partial<ServerDraft>) => void
  errors: FieldErrors
  /** False for a process of the operator, which has neither address nor credentials. */
  hasAddress: boolean
}

export function ServerFields({ draft, onChange, errors, hasAddress }: ServerFieldsProps) {
  return (
    <>
      {hasAddress ? (
        <Field label={t('mcpServers.url')} hint={t('mcpServers.urlHint')} error={errors.url} required>
          {(control) => (
            <Input
              {...control}
              type="url"
              autoComplete="off"
              value={draft.url}
              onChange={(event) => onChange({ url: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      <Field label={t('mcpServers.name')} error={errors.name} required>
        {(control) => (
          <Input
            {...control}
            maxLength={120}
            value={draft.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      {hasAddress ? (
        <Field label={t('mcpServers.connection')} hint={t('mcpServers.connectionHint')} error={errors.connectionId}>
          {(control) => (
            <ConnectionField
              control={control}
              value={draft.connectionId ?? ''}
              onChange={(id) => onChange({ connectionId: id === '' ? null : id })}
            />
          )}
        </Field>
      ) : null}
    </>
  )
}
