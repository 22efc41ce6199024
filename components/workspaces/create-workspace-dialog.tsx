'use client'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { createWorkspace } from '@/lib/contracts/workspaces'
import { openWorkspace } from './use-switch-workspace'

export function CreateWorkspaceDialog({ onClose }: { onClose: () => void }) {
  const form = useContractForm(createWorkspace, { initial: { name: '' }, onSuccess: openWorkspace })
  return (
    <FormDialog
      {...form}
      title={t('people.createWorkspace')}
      description={t('people.createWorkspaceText')}
      submitLabel={t('common.create')}
      onClose={onClose}
    >
      <Field label={t('common.name')} error={form.errors.name}>
        {(control) => (
          <Input {...control} value={form.values.name} onChange={(event) => form.set({ name: event.target.value })} />
        )}
      </Field>
    </FormDialog>
  )
}
