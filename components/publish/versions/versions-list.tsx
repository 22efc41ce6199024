'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { IconButton } from '@/components/ui/icon-button'
import { toast } from '@/components/ui/toast'
import { formatDateTime, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { getApp, listApps } from '@/lib/contracts/apps'
import { listEnvironments } from '@/lib/contracts/environments'
import { listReleases } from '@/lib/contracts/releases'
import { listRollouts } from '@/lib/contracts/rollouts'
import { activateVersion, getPublication, listVersions, type VersionView } from '@/lib/contracts/versions'
import { ExportDialog } from '../connect/export-dialog'
import { MakeLiveDialog } from './make-live-dialog'
import { VersionBadges } from './version-badges'

export interface VersionsListProps {
  appId: string
  appName: string
  versions: VersionView[]
}

/** All versions, newest first, with their environments. Any valid one can be made live. */
export function VersionsList({ appId, appName, versions }: VersionsListProps) {
  const [isAsking, setAsking] = useState(false)
  const [exported, setExported] = useState<VersionView | null>(null)
  const [chosen, setSelected] = useState<VersionView | null>(null)
  const takeOffline = useContractMutation(activateVersion, {
    invalidates: [listVersions, getPublication, listApps, getApp, listEnvironments, listReleases, listRollouts],
    onSuccess: () => {
      setAsking(false)
      toast.success(t('publish.offline'))
    },
  })
  const canEdit = useHasRole('editor')
  if (versions.length === 0)
    return <EmptyState icon="history" title={t('publish.versionsEmptyTitle')} text={t('publish.versionsEmpty')} />
  const live = versions.find((version) => version.live) ?? null
  return (
    <div className="flex flex-col gap-3">
      <ul className="divide-y rounded-lg border bg-surface">
        {versions.map((version) => (
          <VersionRow
            key={version.id}
            version={version}
            {...(canEdit ? { onActivate: () => setSelected(version), onExport: () => setExported(version) } : {})}
          />
        ))}
      </ul>
      {live && canEdit ? (
        <Button variant="ghost" icon="circle-slash" className="self-start" onClick={() => setAsking(true)}>
          {t('publish.takeOffline')}
        </Button>
      ) : null}
      {exported ? <ExportDialog appId={appId} version={exported} open onOpenChange={() => setExported(null)} /> : null}
      {chosen ? <MakeLiveDialog appId={appId} version={chosen} live={live} onClose={() => setSelected(null)} /> : null}
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t('publish.takeOfflineTitle', { app: appName })}
        description={t('publish.takeOfflineText')}
        confirmLabel={t('publish.takeOffline')}
        busy={takeOffline.isPending}
        onConfirm={() => takeOffline.mutate({ params: { appId }, body: { versionId: null } })}
      />
    </div>
  )
}

interface VersionRowProps {
  version: VersionView
  /** Absent without permission. */
  onActivate?: () => void
  onExport?: () => void
}

function VersionRow({ version, onActivate, onExport }: VersionRowProps) {
  const { number, note, author, createdAt, live, isSound } = version
  return (
    <li className="flex min-h-14 items-center gap-3 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-1.5 font-medium text-sm">
          {t('publish.version', { number })}
          <VersionBadges version={version} />
        </p>
        {note ? <p className="break-words text-ink text-sm">{note}</p> : null}
        <p className="text-muted text-xs" title={formatDateTime(createdAt)}>
          {t('publish.writtenBy', { author, when: formatRelative(createdAt) })}
        </p>
      </div>
      {onExport ? <IconButton icon="code" label={t('exportCode.actionOf', { number })} onClick={onExport} /> : null}
      {live || !isSound || !onActivate ? null : (
        <Button size="sm" icon="rocket" onClick={onActivate}>
          {t('publish.activate')}
        </Button>
      )}
    </li>
  )
}
