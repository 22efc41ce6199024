'use client'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { type AppSummary, deleteApp, listApps, restoreApp } from '@/lib/contracts/apps'
import { offerSampleRemoval } from './offer-sample-removal'

/** Deletes without confirmation, because the toast offers undo. */
export function useDeleteApp({
  onDeleted,
}: {
  onDeleted?: () => void
} = {}): (app: Pick<AppSummary, 'id' | 'name'>) => void {
  const restore = useContractMutation(restoreApp, {
    invalidates: [listApps],
    onSuccess: (app) => toast.success(t('apps.restored', { name: app.name })),
  })
  const remove = useContractMutation(deleteApp, { invalidates: [listApps] })
  return ({ id, name }) => {
    const options = { params: { appId: id } }
    remove.mutate(options, {
      onSuccess: ({ samples }) => {
        onDeleted?.()
        offerSampleRemoval(samples)
        toast(t('apps.deleted', { name }), {
          duration: 10_000,
          action: { label: t('common.undo'), onClick: () => restore.mutate(options) },
        })
      },
    })
  }
}
