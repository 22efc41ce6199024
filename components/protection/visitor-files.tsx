'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { ErrorPanel } from '@/components/ui/error-panel'
import { FormError } from '@/components/ui/form-error'
import { Progress } from '@/components/ui/progress'
import { SkeletonRows } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { formatBytes } from '@/lib/client/format/format'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { deleteVisitorFiles, getVisitorFiles } from '@/lib/contracts/protection'

/** Storage used by visitor files of an app, and a delete action. */
export function VisitorFiles({ appId }: { appId: string }) {
  const query = useContractQuery(getVisitorFiles, { params: { appId } })
  const isEditor = useHasRole('editor')
  if (blockingError(query)) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows count={1} />
  const { count, bytes, workspaceBytes, limitBytes } = query.data
  const limit = formatBytes(limitBytes)
  const used = t('protection.visitorFilesOfWorkspace', { size: formatBytes(workspaceBytes), limit })
  return (
    <section className="border-t pt-4">
      <h3 className="font-semibold text-sm">{t('protection.visitorFiles')}</h3>
      <p className="mt-1 max-w-2xl text-muted text-xs">{t('protection.visitorFilesText', { limit })}</p>
      <div className="mt-3 flex flex-wrap items-end gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64 text-sm">
          <p>{t('protection.visitorFilesOfApp', { count, size: formatBytes(bytes) })}</p>
          <p className="mt-1 mb-2 text-muted">{used}</p>
          <Progress value={workspaceBytes / limitBytes} label={used} />
        </div>
        {isEditor && count > 0 ? <DeleteFiles appId={appId} count={count} /> : null}
      </div>
    </section>
  )
}

function DeleteFiles({ appId, count }: { appId: string; count: number }) {
  const [isOpen, setIsOpen] = useState(false)
  const remove = useContractMutation(deleteVisitorFiles, {
    invalidates: [getVisitorFiles],
    onSuccess: ({ deleted }) => {
      setIsOpen(false)
      toast.success(t('protection.visitorFilesDeleted', { count: deleted }))
    },
  })
  return (
    <>
      <Button variant="danger" icon="trash" onClick={() => setIsOpen(true)}>
        {t('protection.deleteVisitorFiles')}
      </Button>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title={t('protection.deleteVisitorFilesTitle', { count })}
        description={t('protection.deleteVisitorFilesText')}
        confirmLabel={t('protection.deleteVisitorFiles')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params: { appId } })}
      >
        <FormError error={remove.error} />
      </ConfirmDialog>
    </>
  )
}
