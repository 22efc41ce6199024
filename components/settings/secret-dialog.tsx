'use client'
import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { listSecrets, type SecretView, saveSecret } from '@/lib/contracts/secrets'

/** Adds a secret, or replaces the value of one. */
export function SecretDialog({ secret, onClose }: { secret: SecretView | null; onClose: () => void }) {
  const [hosts, setHosts] = useState(secret?.hosts.join(', ') ?? '')
  const form = useContractForm(saveSecret, {
    initial: { name: secret?.name ?? '', value: '', hosts: secret?.hosts ?? [] },
    invalidates: [listSecrets],
    onSuccess: (saved) => {
      toast.success(t('settings.secretSaved', { name: saved.name }))
      onClose()
    },
  })
  const hostsError = Object.entries(form.errors).find(([path]) => path.startsWith('hosts'))?.[1]
  function onHosts(text: string) {
    setHosts(text)
    form.set({ hosts: text.split(/[\s,]+/).filter((host) => host !== '') })
  }
  return (
    <FormDialog
      title={secret ? t('settings.replaceSecret') : t('settings.addSecret')}
      description={t('settings.secretsHint')}
      submitLabel={t('common.save')}
      busy={form.busy}
      error={form.error}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      <Field label={t('common.name')} hint={t('settings.secretNameHint')} error={form.errors.name}>
        {(control) => (
          <Input
            {...control}
            value={form.values.name}
            disabled={secret !== null}
            placeholder="CRM_TOKEN"
            spellCheck={false}
            onChange={(event) => form.set({ name: event.target.value.toUpperCase() })}
            className="font-mono text-xs"
          />
        )}
      </Field>
      <Field label={t('settings.secretValue')} error={form.errors.value}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="off"
            data-1p-ignore
            value={form.values.value}
            onChange={(event) => form.set({ value: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('settings.hosts')} hint={t('settings.hostsHint')} error={hostsError}>
        {(control) => (
          <Textarea
            {...control}
            value={hosts}
            placeholder="api.example.com"
            spellCheck={false}
            onChange={(event) => onHosts(event.target.value)}
            className="font-mono text-xs"
          />
        )}
      </Field>
    </FormDialog>
  )
}
