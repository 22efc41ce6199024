'use client'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { createEnvironment, listEnvironments } from '@/lib/contracts/environments'

export function NewEnvironmentDialog({ appId, onClose }: { appId: string; onClose: () => void }) {
  const form = useContractForm(createEnvironment, {
    params: { appId },
    initial: { name: '' },
    invalidates: [listEnvironments],
    onSuccess: onClose,
  })
  return (
    <FormDialog
      title={t('releases.newEnvironment')}
      submitLabel={t('common.create')}
      busy={form.busy}
      error={form.error}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      <Field label={t('releases.environmentName')} hint={t('releases.environmentNameHint')} error={form.errors.name}>
        {(control) => (
          <Input
            {...control}
            value={form.values.name}
            maxLength={30}
            onChange={(event) => form.set({ name: event.target.value })}
          />
        )}
      </Field>
    </FormDialog>
  )
}
