'use client'
import Link from 'next/link'
import { ImportReportView } from '@/components/app-file/import-report'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { Disclosure } from '@/components/ui/disclosure'
import { t } from '@/lib/client/messages/t'
import { PEER_NAMES } from '@/lib/import/peer-names'
import { IMPORT_STATUSES, type ImportReport, type ImportStatus } from '@/lib/import/report'
import type { Draft } from './use-imports'

const FILLS: Readonly<Record<ImportStatus, string>> = {
  exact: 'bg-success',
  equivalent: 'bg-success/50',
  partial: 'bg-warning',
  missing: 'bg-danger',
}

interface ImportedAppCardProps {
  draft: Draft
  onSelect: (isSelected: boolean) => void
}

/** One app of a file: its report, and whether it is created. */
export function ImportedAppCard({ draft: { id, view, isSelected, appId }, onSelect }: ImportedAppCardProps) {
  const { app, report, graph } = view
  const label = `import-${id}`
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-3 px-4 py-3">
        {appId === null ? (
          <Checkbox
            aria-labelledby={label}
            checked={isSelected}
            onCheckedChange={(checked) => onSelect(checked === true)}
          />
        ) : null}
        <div className="min-w-0 flex-[1_1_12rem]">
          <h3 id={label} className="truncate font-semibold text-sm">
            {app.name}
          </h3>
          <p className="truncate text-muted text-xs">
            {t(app.kind === 'chat' ? 'moveIn.chatApp' : 'moveIn.formApp', {
              count: report?.nodes.length ?? graph.nodes.length,
            })}
            {report ? ` · ${t('moveIn.stepsHere', { count: graph.nodes.length })}` : ''}
          </p>
        </div>
        <Badge tone="outline">{report ? `${PEER_NAMES[report.peer]} ${report.formatVersion}` : 'Patchbay'}</Badge>
        {appId === null ? null : (
          <Button asChild size="sm">
            <Link href={`/apps/${appId}`}>{t('moveIn.open')}</Link>
          </Button>
        )}
      </div>
      {report ? (
        <div className="flex flex-col gap-3 border-t px-4 py-3">
          <FidelityBar totals={report.totals} />
          <Disclosure label={t('moveIn.showReport')}>
            <ImportReportView report={report} />
          </Disclosure>
        </div>
      ) : null}
    </Card>
  )
}

const COUNT_LABELS = {
  exact: 'moveIn.exact',
  equivalent: 'moveIn.equivalent',
  partial: 'moveIn.partial',
  missing: 'moveIn.missing',
} as const

function FidelityBar({ totals }: { totals: ImportReport['totals'] }) {
  const shown = IMPORT_STATUSES.filter((status) => totals[status] > 0)
  return (
    <div className="flex flex-col gap-2">
      <div aria-hidden className="flex h-1.5 gap-0.5 overflow-hidden rounded-full">
        {shown.map((status) => (
          <span key={status} className={FILLS[status]} style={{ flexGrow: totals[status] }} />
        ))}
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
        {shown.map((status) => (
          <li key={status} className="flex items-center gap-1.5">
            <span aria-hidden className={`size-2 rounded-full ${FILLS[status]}`} />
            {t(COUNT_LABELS[status], { count: totals[status] })}
          </li>
        ))}
      </ul>
    </div>
  )
}
