'use client'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { deleteWorkspace } from '@/lib/contracts/workspaces'
import { openWorkspace } from './use-switch-workspace'

export function DeleteWorkspaceDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const form = useContractForm(deleteWorkspace, { initial: { name: '' }, onSuccess: openWorkspace })
  return (
    <FormDialog
      title={t('people.deleteWorkspace')}
      description={t('people.deleteWorkspaceText')}
      submitLabel={t('common.delete')}
      submitVariant="danger"
      canSubmit={form.values.name === name}
      busy={form.busy}
      error={form.error}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      <Field label={t('people.deleteWorkspaceConfirm', { name: `“${name}”` })} error={form.errors.name}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            value={form.values.name}
            onChange={(event) => form.set({ name: event.target.value })}
          />
        )}
      </Field>
    </FormDialog>
  )
}
