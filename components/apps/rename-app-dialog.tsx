'use client'
import { FormDialog } from '@/components/ui/form-dialog'
import { NameFields } from '@/components/ui/name-fields'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { type AppSummary, getApp, listApps, updateApp } from '@/lib/contracts/apps'

export function RenameAppDialog({
  app,
  onClose,
}: {
  app: Pick<AppSummary, 'id' | 'name' | 'description'>
  onClose: () => void
}) {
  const form = useContractForm(updateApp, {
    params: { appId: app.id },
    initial: { name: app.name, description: app.description },
    invalidates: [listApps, getApp],
    onSuccess: onClose,
  })
  return (
    <FormDialog {...form} title={t('apps.renameTitle')} size="sm" submitLabel={t('common.save')} onClose={onClose}>
      <NameFields form={form} descriptionLabel={t('apps.description')} />
    </FormDialog>
  )
}
