'use client'
import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import { createEnvironment, listEnvironments } from '@/lib/contracts/environments'

export function NewEnvironmentDialog({ appId, onClose }: { appId: string; onClose: () => void }) {
  const formId = useId()
  const form = useContractForm(createEnvironment, {
    params: { appId },
    initial: { name: '' },
    invalidates: [listEnvironments],
    onSuccess: onClose,
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('releases.newEnvironment')}
        footer={
          <>
            <DialogClose asChild>
              <Button>{t('common.cancel')}</Button>
            </DialogClose>
            <Button type="submit" form={formId} variant="primary" busy={form.busy}>
              {t('common.create')}
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
          <Field
            label={t('releases.environmentName')}
            hint={t('releases.environmentNameHint')}
            error={form.errors.name}
          >
            {(control) => (
              <Input
                {...control}
                value={form.values.name}
                maxLength={30}
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
