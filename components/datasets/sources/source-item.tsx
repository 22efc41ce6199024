'use client'
import Link from 'next/link'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { Progress } from '@/components/ui/progress'
import { formatDateTime } from '@/lib/client/format/format'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { deleteSource, listSources, type SourceView, stopSource } from '@/lib/contracts/dataset-sources'
import type { DatasetView } from '@/lib/contracts/datasets'
import { AFTER_CHANGE } from '../examples/use-example-actions'
import { EditSourceDialog } from './edit-source-dialog'
import { SourceErrors } from './source-errors'
import { UploadDialog } from './upload-dialog'

const ICONS = {
  upload: 'file-up',
  runs: 'activity',
  feedback: 'thumbs-up',
  generated: 'wand',
  manual: 'pencil',
} as const
const STATUS = {
  draft: { label: 'datasets.statusDraft', tone: 'neutral' },
  queued: { label: 'datasets.statusQueued', tone: 'info' },
  running: { label: 'datasets.statusRunning', tone: 'info' },
  done: { label: 'datasets.statusDone', tone: 'success' },
  failed: { label: 'datasets.statusFailed', tone: 'danger' },
} as const

export function SourceItem({ dataset, source }: { dataset: DatasetView; source: SourceView }) {
  const canEdit = useHasRole('editor')
  const [dialog, setDialog] = useState<'edit' | 'delete' | 'columns' | null>(null)
  const params = { datasetId: dataset.id, sourceId: source.id }
  const stop = useContractMutation(stopSource, { invalidates: [listSources] })
  const remove = useContractMutation(deleteSource, { invalidates: AFTER_CHANGE, onSuccess: () => setDialog(null) })
  const isOpen = source.status === 'queued' || source.status === 'running'
  const { total, rows } = source.report
  return (
    <li className="flex gap-3 px-4 py-3">
      <span className="flex size-9 shrink-0 items-center justify-center rounded-md bg-sunken text-muted">
        <Icon name={ICONS[source.kind]} size={17} />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-2">
          <h2 className="min-w-0 truncate font-medium text-sm">{source.name}</h2>
          {source.kind === 'manual' ? null : (
            <Badge tone={STATUS[source.status].tone}>{t(STATUS[source.status].label)}</Badge>
          )}
        </div>
        <p className="text-muted text-xs">
          {counts(source)}
          {source.exampleCount > 0 ? (
            <>
              {' · '}
              <Link href={`/data/${dataset.id}?source=${source.id}`} className="text-accent underline">
                {t('datasets.showExamples')}
              </Link>
            </>
          ) : null}
        </p>
        <p className="mt-0.5 text-faint text-xs">
          {source.licence === '' ? t('datasets.licenceUnknown') : t('datasets.licenceIs', { licence: source.licence })}
          {source.origin === '' ? '' : ` · ${source.origin}`} · {formatDateTime(source.createdAt)}
        </p>
        {isOpen ? (
          <Progress value={total ? rows / total : null} label={t('datasets.importing')} className="mt-2 max-w-sm" />
        ) : null}
        {source.error ? (
          <p className="mt-1 text-danger text-xs">{localizeStored(source.error, source.errorRef)}</p>
        ) : null}
        <SourceErrors report={source.report} />
      </div>
      {canEdit ? (
        <div className="flex shrink-0 items-start gap-1">
          {isOpen ? (
            <Button size="sm" icon="square" busy={stop.isPending} onClick={() => stop.mutate({ params })}>
              {t('datasets.stop')}
            </Button>
          ) : null}
          {source.status === 'draft' ? (
            <Button size="sm" onClick={() => setDialog('columns')}>
              {t('datasets.chooseColumns')}
            </Button>
          ) : null}
          <IconButton icon="pencil" size="sm" label={t('common.edit')} onClick={() => setDialog('edit')} />
          <IconButton icon="trash" size="sm" label={t('common.delete')} onClick={() => setDialog('delete')} />
        </div>
      ) : null}
      {dialog === 'edit' ? (
        <EditSourceDialog dataset={dataset} source={source} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'columns' ? (
        <UploadDialog
          dataset={dataset}
          draft={source}
          onStarted={() => setDialog(null)}
          onClose={() => setDialog(null)}
        />
      ) : null}
      <ConfirmDialog
        open={dialog === 'delete'}
        onOpenChange={(open) => setDialog(open ? 'delete' : null)}
        title={t('datasets.deleteSourceTitle', { name: source.name })}
        description={t('datasets.deleteSourceText', { count: source.exampleCount })}
        confirmLabel={t('common.delete')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params })}
      />
    </li>
  )
}

function counts({ status, kind, report, exampleCount }: SourceView): string {
  const inDraft = t('datasets.inDraft', { count: exampleCount })
  if (kind === 'manual') return inDraft
  if (status === 'draft') return t('datasets.waitsForColumns')
  const { rows, added, duplicates, refused, personal } = report
  return [
    t('datasets.rowsRead', { count: rows }),
    t('datasets.rowsAdded', { count: added }),
    ...(duplicates > 0 ? [t('datasets.rowsDuplicate', { count: duplicates })] : []),
    ...(refused > 0 ? [t('datasets.rowsRejected', { count: refused })] : []),
    ...(personal > 0 ? [t('datasets.rowsPersonal', { count: personal })] : []),
    inDraft,
  ].join(' · ')
}
