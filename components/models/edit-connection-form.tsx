'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { Icon } from '@/components/ui/icon'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import { type ConnectionView, listConnections, listModels, updateConnection } from '@/lib/contracts/models'
import { manifestOf, manifests } from '@/lib/providers/manifests.gen'
import { ConnectionFields } from './connection-fields'

export interface EditConnectionFormProps {
  connection: ConnectionView
  /** Called once the connection passes its test. */
  onDone: () => void
}

export function EditConnectionForm({ connection, onDone }: EditConnectionFormProps) {
  const [latest, setLatest] = useState(connection)
  const form = useContractForm(updateConnection, {
    params: { connectionId: connection.id },
    initial: { name: connection.name, baseUrl: connection.baseUrl ?? '', apiKey: '' },
    dropEmpty: true,
    invalidates: [listConnections, listModels],
    onSuccess: (saved) => {
      setLatest(saved)
      if (saved.status === 'failing') return
      toast.success(t('models.connected', { name: saved.name }))
      onDone()
    },
  })
  const provider = manifestOf(connection.provider) ?? manifests['openai-compatible']
  return (
    <form onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
      {latest.status === 'failing' ? <FailedTest connection={latest} /> : null}
      <ConnectionFields
        provider={provider}
        values={{ name: form.values.name ?? '', baseUrl: form.values.baseUrl ?? '', apiKey: form.values.apiKey ?? '' }}
        onChange={form.set}
        errors={form.errors}
        keyHint={latest.last4 === null ? provider.apiKey.help : t('models.apiKeyStored', { last4: latest.last4 })}
      />
      <FormError error={form.error} />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={form.busy}>
          {t('models.connect')}
        </Button>
      </div>
    </form>
  )
}

function FailedTest({ connection }: { connection: ConnectionView }) {
  return (
    <div role="alert" className="flex items-start gap-2 rounded-md bg-danger-soft px-3 py-2 text-sm">
      <Icon name="alert-triangle" size={15} className="mt-0.5 text-danger" />
      <div className="min-w-0">
        <p className="font-medium text-danger">{t('models.testFailed', { name: connection.name })}</p>
        <p className="break-words text-danger">{connection.statusMessage}</p>
      </div>
    </div>
  )
}
