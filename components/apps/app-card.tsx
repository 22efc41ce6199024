'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { downloadAppFile } from '@/components/app-file/download-app-file'
import { Badge } from '@/components/ui/badge'
import { DropdownMenuItem, DropdownMenuSeparator } from '@/components/ui/dropdown-menu'
import { Icon, toIconName } from '@/components/ui/icon'
import { MoreMenu } from '@/components/ui/more-menu'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type AppSummary, duplicateApp, listApps } from '@/lib/contracts/apps'
import { GraphThumbnail } from './graph-thumbnail'
import { RenameAppDialog } from './rename-app-dialog'
import { useDeleteApp } from './use-delete-app'

export function AppCard({ app }: { app: AppSummary }) {
  const canEdit = useHasRole('editor')
  return (
    <article className="group relative flex h-full flex-col rounded-lg border bg-surface transition-[border-color,box-shadow] focus-within:border-line-strong hover:border-line-strong hover:shadow-sm">
      <GraphThumbnail shape={app.shape} className="h-26 w-full rounded-t-[inherit] border-b bg-sunken" />
      <div className="flex items-start gap-3 px-4 pt-4">
        <span className="flex size-9 shrink-0 items-center justify-center rounded-md bg-sunken text-muted transition-colors group-hover:bg-accent-soft group-hover:text-accent-strong">
          <Icon name={toIconName(app.icon)} size={18} />
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="truncate pr-7 font-semibold text-base">
            {/* The link covers the card; the menu is above it. */}
            <Link
              href={`/apps/${app.id}`}
              className="block truncate leading-6 after:absolute after:inset-0 after:rounded-lg focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-(--focus)"
            >
              {app.name}
            </Link>
          </h2>
          <p className="text-muted text-xs">{t('apps.updated', { time: formatRelative(app.updatedAt) })}</p>
        </div>
        {canEdit ? <AppMenu app={app} /> : null}
      </div>
      <p className="mt-2 line-clamp-2 flex-1 px-4 text-muted text-sm">{app.description}</p>
      <div className="mt-2 flex flex-wrap items-center gap-1.5 px-4 pb-4">
        {app.publishedVersion === null ? (
          <Badge>{t('apps.draft')}</Badge>
        ) : (
          <Badge tone="success">
            <span className="size-1.5 rounded-full bg-current" />
            {t('apps.live', { number: app.publishedVersion })}
          </Badge>
        )}
        <Badge tone="outline">{app.kind === 'chat' ? t('apps.kindChat') : t('apps.kindForm')}</Badge>
        <span className="ml-auto text-faint text-xs">{t('apps.nodes', { count: app.nodeCount })}</span>
      </div>
    </article>
  )
}

function AppMenu({ app }: { app: AppSummary }) {
  const router = useRouter()
  const [renaming, setRenaming] = useState(false)
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
        className="absolute top-29 right-3 z-10"
      >
        <DropdownMenuItem icon="pencil" onSelect={() => setRenaming(true)}>
          {t('common.rename')}
        </DropdownMenuItem>
        <DropdownMenuItem icon="copy" onSelect={() => duplicate.mutate({ params: { appId: app.id } })}>
          {t('common.duplicate')}
        </DropdownMenuItem>
        <DropdownMenuItem icon="git-branch" onSelect={() => router.push(`/apps/${app.id}?versions=open`)}>
          {t('versions.title')}
        </DropdownMenuItem>
        <DropdownMenuItem icon="download" onSelect={() => void downloadAppFile(app.id)}>
          {t('appFile.export')}
        </DropdownMenuItem>
        <DropdownMenuItem icon="rocket" onSelect={() => router.push(`/apps/${app.id}/releases`)}>
          {t('releases.title')}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem icon="trash" tone="danger" onSelect={() => remove(app)}>
          {t('common.delete')}
        </DropdownMenuItem>
      </MoreMenu>
      {renaming ? <RenameAppDialog app={app} onClose={() => setRenaming(false)} /> : null}
    </>
  )
}
