'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { IconButton } from '@/components/ui/icon-button'
import { toast } from '@/components/ui/toast'
import { formatDateTime, formatRelative } from '@/lib/client/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/use-contract'
import { useHasRole } from '@/lib/client/use-session'
import { getApp, listApps } from '@/lib/contracts/apps'
import { activateVersion, getPublication, listVersions, type VersionView } from '@/lib/contracts/versions'
import { ExportDialog } from './export-dialog'

export interface VersionsListProps {
  appId: string
  appName: string
  versions: VersionView[]
}

/** Every published version, newest first; one click makes one live, back or forward. */
export function VersionsList({ appId, appName, versions }: VersionsListProps) {
  const [isAsking, setAsking] = useState(false)
  const [exported, setExported] = useState<VersionView | null>(null)
  const activate = useContractMutation(activateVersion, {
    invalidates: [listVersions, getPublication, listApps, getApp],
    onSuccess: ({ publishedVersion: number }) => {
      setAsking(false)
      toast.success(number === null ? t('publish.offline') : t('publish.activated', { number }))
    },
  })
  const mayExport = useHasRole('editor')
  const pick = (versionId: string | null) => activate.mutate({ params: { appId }, body: { versionId } })
  if (versions.length === 0)
    return <EmptyState icon="history" title={t('publish.versionsEmptyTitle')} text={t('publish.versionsEmpty')} />
  const pending = activate.isPending ? activate.variables.body.versionId : undefined
  return (
    <div className="flex flex-col gap-3">
      <ul className="divide-y rounded-lg border bg-surface">
        {versions.map((version) => (
          <VersionRow
            key={version.id}
            version={version}
            busy={pending === version.id}
            onActivate={() => pick(version.id)}
            {...(mayExport ? { onExport: () => setExported(version) } : {})}
          />
        ))}
      </ul>
      {versions.some((version) => version.live) ? (
        <Button variant="ghost" icon="circle-slash" className="self-start" onClick={() => setAsking(true)}>
          {t('publish.takeOffline')}
        </Button>
      ) : null}
      {exported ? <ExportDialog appId={appId} version={exported} open onOpenChange={() => setExported(null)} /> : null}
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t('publish.takeOfflineTitle', { app: appName })}
        description={t('publish.takeOfflineText')}
        confirmLabel={t('publish.takeOffline')}
        busy={pending === null}
        onConfirm={() => pick(null)}
      />
    </div>
  )
}

interface VersionRowProps {
  version: VersionView
  busy: boolean
  onActivate: () => void
  /** Absent for those who may not. */
  onExport?: () => void
}

function VersionRow({ version, busy, onActivate, onExport }: VersionRowProps) {
  const { number, note, author, createdAt, live, isSound } = version
  return (
    <li className="flex min-h-14 items-center gap-3 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2 font-medium text-sm">
          {t('publish.version', { number })}
          {live ? <Badge tone="success">{t('publish.live')}</Badge> : null}
        </p>
        {note ? <p className="break-words text-ink text-sm">{note}</p> : null}
        <p className="text-muted text-xs" title={formatDateTime(createdAt)}>
          {t('publish.writtenBy', { author, when: formatRelative(createdAt) })}
        </p>
      </div>
      {onExport ? <IconButton icon="code" label={t('exportCode.actionOf', { number })} onClick={onExport} /> : null}
      {live || !isSound ? null : (
        <Button size="sm" icon="undo" busy={busy} onClick={onActivate}>
          {t('publish.activate')}
        </Button>
      )}
    </li>
  )
}
