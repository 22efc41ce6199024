'use client'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { ListStates } from '@/components/ui/list-states'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import {
  deleteEnvironmentSecret,
  listEnvironmentSecrets,
  listEnvironments,
  saveEnvironmentSecret,
} from '@/lib/contracts/environments'

export interface SecretsTabProps {
  appId: string
  environment: string
}

/** Write-only secrets that override those of the workspace. */
export function SecretsTab({ appId, environment }: SecretsTabProps) {
  const params = { appId, environment }
  const secrets = useContractQuery(listEnvironmentSecrets, { params })
  const remove = useContractMutation(deleteEnvironmentSecret, {
    invalidates: [listEnvironmentSecrets, listEnvironments],
  })
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted text-sm">{t('releases.secretsText')}</p>
      <ListStates
        query={secrets}
        items={secrets.data?.secrets}
        empty={
          <p className="rounded-md border border-dashed px-3 py-2.5 text-muted text-sm">{t('releases.noSecrets')}</p>
        }
      >
        {(shown) => (
          <ul className="divide-y rounded-lg border bg-surface">
            {shown.map((secret) => (
              <li key={secret.id} className="flex items-center gap-3 px-4 py-2">
                <div className="min-w-0 flex-1">
                  <code className="font-medium font-mono text-sm">{secret.name}</code>
                  <p className="truncate text-muted text-xs">
                    {secret.last4 ? `…${secret.last4} · ` : ''}
                    {secret.hosts.join(', ')}
                  </p>
                </div>
                <IconButton
                  icon="trash"
                  label={t('releases.deleteSecret', { name: secret.name })}
                  onClick={() => remove.mutate({ params: { ...params, environmentSecretId: secret.id } })}
                />
              </li>
            ))}
          </ul>
        )}
      </ListStates>
      <SecretForm {...params} />
    </div>
  )
}

function SecretForm({ appId, environment }: SecretsTabProps) {
  const form = useContractForm(saveEnvironmentSecret, {
    params: { appId, environment },
    initial: { name: '', value: '', hosts: [''] },
    invalidates: [listEnvironmentSecrets, listEnvironments],
    onSuccess: () => {
      toast.success(t('common.saved'))
      form.reset()
    },
  })
  const { values, set, errors } = form
  return (
    <form onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4 border-t pt-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('releases.secretName')} error={errors.name}>
          {(control) => (
            <Input
              {...control}
              className="font-mono"
              placeholder="CRM_TOKEN"
              value={values.name}
              onChange={(event) => set({ name: event.target.value.toUpperCase() })}
            />
          )}
        </Field>
        <Field label={t('releases.secretValue')} error={errors.value}>
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="off"
              value={values.value}
              onChange={(event) => set({ value: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Field
        label={t('releases.secretHosts')}
        hint={t('releases.secretHostsHint')}
        error={errors.hosts ?? errors['hosts.0']}
      >
        {(control) => (
          <Input
            {...control}
            placeholder="api.example.com"
            value={values.hosts.join(', ')}
            onChange={(event) => set({ hosts: event.target.value.split(',').map((host) => host.trim()) })}
          />
        )}
      </Field>
      <FormError error={form.error} />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={form.busy}>
          {t('releases.addSecret')}
        </Button>
      </div>
    </form>
  )
}
