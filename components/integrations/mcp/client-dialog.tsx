'use client'
import { useState } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'

export interface ClientDialogProps {
  issuer: string
  redirectUri: string
  busy: boolean
  onSubmit: (client: { clientId: string; clientSecret?: string }) => void
  onClose: () => void
}

/** Asks for a client that a person registered at the authorization server. */
export function ClientDialog({ issuer, redirectUri, busy, onSubmit, onClose }: ClientDialogProps) {
  const [clientId, setClientId] = useState('')
  const [clientSecret, setClientSecret] = useState('')
  return (
    <FormDialog
      title={t('mcpServers.clientTitle')}
      description={t('mcpServers.clientText', { issuer: new URL(issuer).host })}
      submitLabel={t('mcpServers.signIn')}
      canSubmit={clientId.trim() !== ''}
      busy={busy}
      error={null}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit({ clientId, ...(clientSecret === '' ? {} : { clientSecret }) })
      }}
      onClose={onClose}
    >
      <CodeBlock code={redirectUri} wrap />
      <Field label={t('connections.clientId')} required>
        {(control) => <Input {...control} value={clientId} onChange={(event) => setClientId(event.target.value)} />}
      </Field>
      <Field label={t('connections.clientSecret')} hint={t('connections.clientSecretHint')}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="off"
            value={clientSecret}
            onChange={(event) => setClientSecret(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  )
}
