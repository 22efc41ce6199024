'use client'
import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import { type AppSummary, getApp, listApps, updateApp } from '@/lib/contracts/apps'

export function RenameAppDialog({ app, onClose }: { app: AppSummary; onClose: () => void }) {
  const formId = useId()
  const form = useContractForm(updateApp, {
    params: { appId: app.id },
    initial: { name: app.name, description: app.description },
    invalidates: [listApps, getApp],
    onSuccess: onClose,
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('apps.renameTitle')}
        size="sm"
        footer={
          <>
            <DialogClose asChild>
              <Button>{t('common.cancel')}</Button>
            </DialogClose>
            <Button type="submit" form={formId} variant="primary" busy={form.busy}>
              {t('common.save')}
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
          <Field label={t('common.name')} error={form.errors.name}>
            {(control) => (
              <Input
                {...control}
                value={form.values.name ?? ''}
                onChange={(event) => form.set({ name: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('apps.description')} error={form.errors.description}>
            {(control) => (
              <Textarea
                {...control}
                value={form.values.description ?? ''}
                onChange={(event) => form.set({ description: event.target.value })}
              />
            )}
          </Field>
          <FormError error={form.error} />
        </form>
      </DialogContent>
    </Dialog>
  )
}
