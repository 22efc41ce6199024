'use client'
import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import { createWorkspace } from '@/lib/contracts/workspaces'
import { openWorkspace } from './use-switch-workspace'

export function CreateWorkspaceDialog({ onClose }: { onClose: () => void }) {
  const id = useId()
  const form = useContractForm(createWorkspace, { initial: { name: '' }, onSuccess: openWorkspace })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('people.createWorkspace')}
        description={t('people.createWorkspaceText')}
        footer={
          <>
            <DialogClose asChild>
              <Button>{t('common.cancel')}</Button>
            </DialogClose>
            <Button type="submit" form={id} variant="primary" busy={form.busy}>
              {t('common.create')}
            </Button>
          </>
        }
      >
        <form id={id} onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
          <Field label={t('common.name')} error={form.errors.name}>
            {(control) => (
              <Input
                {...control}
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
