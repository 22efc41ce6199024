'use client'
import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import { deleteWorkspace } from '@/lib/contracts/workspaces'
import { openWorkspace } from './use-switch-workspace'

export function DeleteWorkspaceDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const id = useId()
  const form = useContractForm(deleteWorkspace, { initial: { name: '' }, onSuccess: openWorkspace })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('people.deleteWorkspace')}
        description={t('people.deleteWorkspaceText')}
        footer={
          <>
            <DialogClose asChild>
              <Button>{t('common.cancel')}</Button>
            </DialogClose>
            <Button type="submit" form={id} variant="danger" busy={form.busy} disabled={form.values.name !== name}>
              {t('common.delete')}
            </Button>
          </>
        }
      >
        <form id={id} onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
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
          <FormError error={form.error} />
        </form>
      </DialogContent>
    </Dialog>
  )
}
