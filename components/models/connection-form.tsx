'use client'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { type ConnectionView, createConnection } from '@/lib/contracts/models'
import { completeFields } from '@/lib/providers/connection-settings'
import type { Recognized } from '@/lib/providers/recognize-provider'
import { ConnectionFields } from './connection-fields'

export interface ConnectionFormProps {
  /** The service, and values that were already pasted. */
  choice: Recognized
  /** Called after saving, whether or not the test succeeds. */
  onSaved: (connection: ConnectionView) => void
}

export function ConnectionForm({ choice, onSaved }: ConnectionFormProps) {
  const { manifest: provider, apiKey = '', fields = {} } = choice
  const form = useContractForm(createConnection, {
    initial: {
      name: provider.label,
      provider: provider.id,
      // An address field has no binding default, but a likely one, such as Ollama's.
      baseUrl: choice.baseUrl ?? (provider.baseUrl.isAdvanced ? '' : (provider.baseUrl.default ?? '')),
      apiKey,
      // Defaults are filled in, because a placeholder would look like an example.
      fields: completeFields(provider, fields),
    },
    dropEmpty: true,
    onSuccess: onSaved,
  })
  const { name, baseUrl = '', fields: otherFields = {} } = form.values
  return (
    <form onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
      <ConnectionFields
        provider={provider}
        values={{ name, baseUrl, apiKey: form.values.apiKey ?? '', fields: otherFields }}
        onChange={form.set}
        errors={form.errors}
      />
      <FormError error={form.error} />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" icon="plug" busy={form.busy}>
          {t('models.connect')}
        </Button>
      </div>
    </form>
  )
}
