'use client'
import { Fragment } from 'react'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import { PEER_NAMES } from '@/lib/import/peer-names'
import type { ImportedNode, ImportedSetting, ImportReport } from '@/lib/import/report'
import { localizeNote } from './localize-note'

/** Result of an import by node, with the remaining steps. */
export function ImportReportView({ report }: { report: ImportReport }) {
  const dropped = Map.groupBy(
    report.settings.filter(({ status }) => status === 'dropped'),
    ({ at }) => at,
  )
  const toCheck = report.nodes.filter(
    ({ sourceId, status, notes }) => status === 'missing' || notes.length > 0 || dropped.has(sourceId),
  )
  const lost = report.edges.filter(({ status }) => status === 'missing')
  const titles = new Map(report.nodes.map(({ sourceId, title }) => [sourceId, title]))
  return (
    <section className="flex flex-col gap-3" aria-label={t('moveIn.from', { peer: PEER_NAMES[report.peer] })}>
      <div className="flex flex-col gap-1">
        <p className="flex items-center gap-2 font-medium text-sm">
          <Icon
            name={toCheck.length === 0 ? 'circle-check' : 'alert-triangle'}
            size={15}
            className={toCheck.length === 0 ? 'text-success' : 'text-warning'}
          />
          {t('moveIn.from', { peer: PEER_NAMES[report.peer] })}{' '}
          {toCheck.length === 0 ? t('moveIn.complete') : t('moveIn.check', { count: toCheck.length })}
        </p>
        <p className="text-muted text-xs">
          {t('moveIn.edges', { kept: report.edges.length - lost.length, count: report.edges.length })}
          {' · '}
          {t('moveIn.references', {
            kept: report.references.filter(({ status }) => status !== 'missing').length,
            count: report.references.length,
          })}
          {' · '}
          {t('moveIn.settings', {
            kept: report.settings.filter(({ status }) => status !== 'dropped').length,
            count: report.settings.length,
          })}
        </p>
      </div>
      {lost.length > 0 ? (
        <ul className="divide-y rounded-md border">
          {lost.map(({ sourceId, from, to }) => (
            <li key={sourceId} className="break-words px-3 py-2 text-muted text-xs">
              {t('moveIn.edgeLost', { from: titles.get(from) ?? from, to: titles.get(to) ?? to })}
            </li>
          ))}
        </ul>
      ) : null}
      {toCheck.length > 0 ? (
        <ul className="max-h-72 divide-y overflow-y-auto rounded-md border">
          {toCheck.map((node) => (
            <NodeNotes key={node.sourceId} node={node} dropped={dropped.get(node.sourceId) ?? []} />
          ))}
        </ul>
      ) : null}
    </section>
  )
}

function NodeNotes({
  node: { title, status, notes },
  dropped,
}: {
  node: ImportedNode
  dropped: readonly ImportedSetting[]
}) {
  return (
    <li className="flex flex-col gap-1 px-3 py-2">
      <p className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-medium text-sm">{title}</span>
        {status === 'missing' ? <Badge tone="danger">{t('moveIn.statusMissing')}</Badge> : null}
        {status === 'partial' ? <Badge tone="warning">{t('moveIn.statusPartial')}</Badge> : null}
      </p>
      {notes.map((note) => (
        <p key={`${note.key} ${note.about}`} className="break-words text-muted text-xs">
          {localizeNote(note)}
        </p>
      ))}
      {dropped.length === 0 ? null : (
        <details className="text-muted text-xs">
          <summary className="cursor-pointer">{t('moveIn.dropped', { count: dropped.length })}</summary>
          <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
            {dropped.map(({ path, value }) => (
              <Fragment key={path}>
                <dt className="break-all font-mono">{path}</dt>
                <dd className="truncate">{value}</dd>
              </Fragment>
            ))}
          </dl>
        </details>
      )}
    </li>
  )
}
