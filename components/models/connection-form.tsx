'use client'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import { type ConnectionView, createConnection, listConnections, listModels } from '@/lib/contracts/models'
import type { ProviderManifest } from '@/lib/providers/provider-manifest'
import { ConnectionFields } from './connection-fields'

export interface ConnectionFormProps {
  provider: ProviderManifest
  onSaved: (connection: ConnectionView) => void
}

export function ConnectionForm({ provider, onSaved }: ConnectionFormProps) {
  const form = useContractForm(createConnection, {
    initial: { name: provider.label, provider: provider.id, baseUrl: provider.baseUrl.default ?? '', apiKey: '' },
    dropEmpty: true,
    invalidates: [listConnections, listModels],
    onSuccess: (connection) => {
      if (connection.status !== 'failing') toast.success(t('models.connected', { name: connection.name }))
      onSaved(connection)
    },
  })
  return (
    <form onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
      <ConnectionFields
        provider={provider}
        values={{ name: form.values.name, baseUrl: form.values.baseUrl ?? '', apiKey: form.values.apiKey ?? '' }}
        onChange={form.set}
        errors={form.errors}
        keyHint={provider.apiKey.help}
      />
      <FormError error={form.error} />
      <div className="flex items-center justify-between gap-2">
        <Button asChild variant="link">
          <a href={provider.docsUrl} target="_blank" rel="noreferrer">
            {t('models.docs')}
          </a>
        </Button>
        <Button type="submit" variant="primary" busy={form.busy}>
          {t('models.connect')}
        </Button>
      </div>
    </form>
  )
}
