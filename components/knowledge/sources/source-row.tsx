'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { DropdownMenuItem, DropdownMenuSeparator } from '@/components/ui/dropdown-menu'
import { Icon } from '@/components/ui/icon'
import { MoreMenu } from '@/components/ui/more-menu'
import { Progress } from '@/components/ui/progress'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { cancelSync, listSources, listSyncs, type SourceView, startSync } from '@/lib/contracts/knowledge-sources'
import type { SourceManifest } from '@/lib/sources/source-manifest'
import { DeleteSourceDialog } from './delete-source-dialog'
import { RemovalQuestion } from './removal-question'
import { SourceDialog } from './source-dialog'
import { iconOf, kindOf } from './source-kinds'
import { SyncCounts } from './sync-counts'
import { SyncReportDialog } from './sync-report-dialog'
import { isRunning, subjectOf, syncCounts, syncProgress, syncStatus, syncTimes } from './sync-text'

export interface SourceRowProps {
  knowledgeBaseId: string
  source: SourceView
  canEdit: boolean
}

export function SourceRow({ knowledgeBaseId, source, canEdit }: SourceRowProps) {
  const [dialog, setDialog] = useState<'edit' | 'delete' | 'report' | null>(null)
  const manifest = kindOf(source.kind)
  const close = () => setDialog(null)
  return (
    <li className="flex flex-col gap-2 py-3 pr-2 pl-4">
      <div className="flex items-start gap-3">
        <Icon name={iconOf(manifest)} size={18} className="mt-0.5 shrink-0 text-muted" />
        <div className="min-w-0 flex-1">
          <p className="truncate font-medium text-sm">{source.name}</p>
          <p className="break-words text-muted text-xs">{factsOf(source, manifest)}</p>
        </div>
        <SyncButton knowledgeBaseId={knowledgeBaseId} source={source} canEdit={canEdit} />
        <MoreMenu label={`${t('common.more')}: ${source.name}`}>
          <DropdownMenuItem icon="list" disabled={!source.lastSync} onSelect={() => setDialog('report')}>
            {t('sources.viewReport')}
          </DropdownMenuItem>
          {canEdit ? (
            <>
              <DropdownMenuItem icon="pencil" disabled={!manifest} onSelect={() => setDialog('edit')}>
                {t('common.edit')}
              </DropdownMenuItem>
              <DropdownMenuSeparator />
              <DropdownMenuItem icon="trash" tone="danger" onSelect={() => setDialog('delete')}>
                {t('sources.remove')}
              </DropdownMenuItem>
            </>
          ) : null}
        </MoreMenu>
      </div>
      <LastSync source={source} onReport={() => setDialog('report')} />
      {source.lastSync?.removal === 'asked' && source.lastSync.status === 'done' && canEdit ? (
        <RemovalQuestion knowledgeBaseId={knowledgeBaseId} source={source} sync={source.lastSync} />
      ) : null}
      {dialog === 'edit' && manifest ? (
        <SourceDialog knowledgeBaseId={knowledgeBaseId} manifest={manifest} source={source} onClose={close} />
      ) : null}
      {dialog === 'delete' ? (
        <DeleteSourceDialog knowledgeBaseId={knowledgeBaseId} source={source} onClose={close} />
      ) : null}
      {dialog === 'report' ? (
        <SyncReportDialog knowledgeBaseId={knowledgeBaseId} source={source} onClose={close} />
      ) : null}
    </li>
  )
}

function SyncButton({ knowledgeBaseId, source, canEdit }: SourceRowProps) {
  const start = useContractMutation(startSync, { invalidates: [listSources, listSyncs] })
  const cancel = useContractMutation(cancelSync, { invalidates: [listSources, listSyncs] })
  const params = { knowledgeBaseId, knowledgeSourceId: source.id }
  const { lastSync } = source
  if (!canEdit) return null
  if (lastSync && isRunning(lastSync))
    return (
      <Button
        size="sm"
        icon="x"
        busy={cancel.isPending}
        onClick={() => cancel.mutate({ params: { ...params, syncId: lastSync.id } })}
      >
        {t('sources.cancelSync')}
      </Button>
    )
  return (
    <Button size="sm" icon="refresh" busy={start.isPending} onClick={() => start.mutate({ params })}>
      {t('sources.sync')}
    </Button>
  )
}

function LastSync({ source: { lastSync }, onReport }: { source: SourceView; onReport: () => void }) {
  if (!lastSync) return <p className="pl-7.5 text-muted text-xs">{t('sources.neverSynced')}</p>
  const hasCounts = syncCounts(lastSync).length > 0
  return (
    <div className="flex flex-col gap-1 pl-7.5 text-xs" aria-live="polite">
      {isRunning(lastSync) ? <Progress value={syncProgress(lastSync)} label={syncStatus(lastSync)} /> : null}
      <p className="text-muted">
        {syncStatus(lastSync)}
        {hasCounts ? (
          <>
            {': '}
            <button
              type="button"
              onClick={onReport}
              className="rounded-xs text-left underline decoration-line-strong underline-offset-2 hover:decoration-current"
            >
              <SyncCounts sync={lastSync} />
            </button>
          </>
        ) : null}
      </p>
      {lastSync.error ? (
        <p className="break-words text-danger">{localizeStored(lastSync.error, lastSync.errorRef)}</p>
      ) : null}
      {lastSync.cutOff ? <p className="text-warning">{localizeStored(lastSync.cutOff, lastSync.cutOffRef)}</p> : null}
    </div>
  )
}

function factsOf(source: SourceView, manifest: SourceManifest | undefined): string {
  return [subjectOf(source, manifest), t('sources.documents', { count: source.documentCount }), syncTimes(source)]
    .filter(Boolean)
    .join(' · ')
}
