'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { downloadAppFile } from '@/components/app-file/download-app-file'
import { DropdownMenuItem, DropdownMenuSeparator } from '@/components/ui/dropdown-menu'
import { LazyDialog } from '@/components/ui/lazy-part'
import { MoreMenu } from '@/components/ui/more-menu'
import { makePart } from '@/components/ui/part'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { type AppListItem, duplicateApp, listApps } from '@/lib/contracts/apps'
import { useDeleteApp } from './use-delete-app'

const renameAppDialog = makePart(() => import('./rename-app-dialog').then((module) => module.RenameAppDialog))

const importReportDialog = makePart(() =>
  import('@/components/app-file/import-report-dialog').then((module) => module.ImportReportDialog),
)

const shareTemplateDialog = makePart(() =>
  import('@/components/app-file/share-template-dialog').then((module) => module.ShareTemplateDialog),
)

export function AppMenu({ app, className }: { app: AppListItem; className?: string }) {
  const router = useRouter()
  const [renaming, setRenaming] = useState(false)
  const [sharing, setSharing] = useState(false)
  const [reporting, setReporting] = useState(false)
  const remove = useDeleteApp()
  const duplicate = useContractMutation(duplicateApp, {
    invalidates: [listApps],
    onSuccess: (copy) => router.push(`/apps/${copy.id}`),
  })
  return (
    <>
      <MoreMenu
        label={`${t('common.more')}: ${app.name}`}
        busy={duplicate.isPending}
        {...(className === undefined ? {} : { className })}
      >
        <DropdownMenuItem icon="pencil" onSelect={() => setRenaming(true)}>
          {t('common.rename')}
        </DropdownMenuItem>
        <DropdownMenuItem icon="copy" onSelect={() => duplicate.mutate({ params: { appId: app.id } })}>
          {t('common.duplicate')}
        </DropdownMenuItem>
        <DropdownMenuItem icon="download" onSelect={() => void downloadAppFile(app.id)}>
          {t('appFile.export')}
        </DropdownMenuItem>
        <DropdownMenuItem icon="external-link" onSelect={() => setSharing(true)}>
          {t('appFile.share')}
        </DropdownMenuItem>
        {app.hasImportReport ? (
          <DropdownMenuItem icon="file-down" onSelect={() => setReporting(true)}>
            {t('moveIn.report')}
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuSeparator />
        <DropdownMenuItem icon="activity" onSelect={() => router.push(`/apps/${app.id}/overview`)}>
          {t('apps.overview')}
        </DropdownMenuItem>
        <DropdownMenuItem icon="rocket" onSelect={() => router.push(`/apps/${app.id}/releases`)}>
          {t('releases.title')}
        </DropdownMenuItem>
        <DropdownMenuItem icon="settings" onSelect={() => router.push(`/apps/${app.id}/settings`)}>
          {t('shell.settings')}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem icon="trash" tone="danger" onSelect={() => remove(app)}>
          {t('common.delete')}
        </DropdownMenuItem>
      </MoreMenu>
      {sharing ? (
        <LazyDialog
          open
          part={shareTemplateDialog}
          props={{ app, onClose: () => setSharing(false) }}
          onClose={() => setSharing(false)}
        />
      ) : null}
      {reporting ? (
        <LazyDialog
          open
          part={importReportDialog}
          props={{ app, onClose: () => setReporting(false) }}
          onClose={() => setReporting(false)}
        />
      ) : null}
      {renaming ? (
        <LazyDialog
          open
          part={renameAppDialog}
          props={{ app, onClose: () => setRenaming(false) }}
          onClose={() => setRenaming(false)}
        />
      ) : null}
    </>
  )
}
