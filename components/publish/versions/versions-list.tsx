'use client'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { IconButton } from '@/components/ui/icon-button'
import { formatDateTime, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'
import type { VersionView } from '@/lib/contracts/versions'
import { ExportDialog } from '../connect/export-dialog'
import { MakeLiveDialog } from './make-live-dialog'
import { VersionBadges } from './version-badges'

export interface VersionsListProps {
  appId: string
  versions: readonly VersionView[]
}

/** All versions, newest first, with their environments. Any valid one can be made live. */
export function VersionsList({ appId, versions }: VersionsListProps) {
  const [exported, setExported] = useState<VersionView | null>(null)
  const [selected, setSelected] = useState<VersionView | null>(null)
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
            appId={appId}
            version={version}
            {...(canEdit ? { onActivate: () => setSelected(version), onExport: () => setExported(version) } : {})}
          />
        ))}
      </ul>
      {exported ? <ExportDialog appId={appId} version={exported} open onOpenChange={() => setExported(null)} /> : null}
      {selected ? (
        <MakeLiveDialog appId={appId} version={selected} live={live} onClose={() => setSelected(null)} />
      ) : null}
    </div>
  )
}

interface VersionRowProps {
  appId: string
  version: VersionView
  /** Both are absent if the person may not edit the app. */
  onActivate?: () => void
  onExport?: () => void
}

function VersionRow({ appId, version, onActivate, onExport }: VersionRowProps) {
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
      <Button asChild size="sm" variant="ghost">
        <Link href={`/apps/${appId}?versions=${number}..draft`}>
          {t('publish.compareDraft')}
          <span className="sr-only">{t('publish.version', { number })}</span>
        </Link>
      </Button>
      {onExport ? <IconButton icon="code" label={t('exportCode.actionOf', { number })} onClick={onExport} /> : null}
      {live || !isSound || !onActivate ? null : (
        <Button size="sm" icon="rocket" onClick={onActivate}>
          {t('publish.activate')}
        </Button>
      )}
    </li>
  )
}
