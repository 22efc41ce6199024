'use client'
import { t } from '@/lib/client/messages/t'
import { IMPORT_STATUSES, type ImportReport, type ImportStatus } from '@/lib/import/report'

const FILLS: Readonly<Record<ImportStatus, string>> = {
  exact: 'bg-success',
  equivalent: 'bg-success/50',
  partial: 'bg-warning',
  missing: 'bg-danger',
}

const COUNT_LABELS = {
  exact: 'moveIn.exact',
  equivalent: 'moveIn.equivalent',
  partial: 'moveIn.partial',
  missing: 'moveIn.missing',
} as const

/** How many nodes of an import are as they were. */
export function FidelityBar({ totals }: { totals: ImportReport['totals'] }) {
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
