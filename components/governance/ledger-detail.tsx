'use client'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { formatCount, formatDateTime } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { LedgerRange, LedgerRow } from '@/lib/contracts/ledger'
import { dataUseLabel } from './data-use-label'
import { kindLabel } from './kind-label'
import { LedgerCalls } from './ledger-calls'
import { providerLabel } from './provider-label'

export interface LedgerDetailProps {
  row: LedgerRow
  range: LedgerRange
  onClose: () => void
}

/** One destination: its properties, the share of each app, and the calls. */
export function LedgerDetail({ row, range, onClose }: LedgerDetailProps) {
  return (
    <Dialog open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <DialogContent
        size="xl"
        title={t('governance.callsOf', { model: row.model })}
        description={`${providerLabel(row.provider)} · ${row.host || t('governance.inside')}`}
        className="flex flex-col gap-5"
      >
        <dl className="grid grid-cols-2 gap-x-4 gap-y-3 md:grid-cols-4">
          <Fact label={t('governance.regions')}>
            {row.isInside ? t('governance.ownNetwork') : row.regions.join(', ') || t('governance.regionUnknown')}
          </Fact>
          <Fact label={t('governance.dataUse')}>{dataUseLabel(row.dataUse)}</Fact>
          <Fact label={t('governance.first')}>{formatDateTime(row.firstAt)}</Fact>
          <Fact label={t('governance.last')}>{formatDateTime(row.lastAt)}</Fact>
        </dl>
        <div className="flex flex-wrap gap-1">
          {row.dataKinds.map((kind) => (
            <Badge key={kind}>{kindLabel(kind)}</Badge>
          ))}
        </div>
        <AppShares row={row} />
        <LedgerCalls row={row} range={range} />
      </DialogContent>
    </Dialog>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="text-sm">{children}</dd>
    </div>
  )
}

/** Each app with its share of the sent data. */
function AppShares({ row }: { row: LedgerRow }) {
  const total = Math.max(1, row.characters)
  const apps = [...row.apps].sort((a, b) => b.characters - a.characters)
  return (
    <section>
      <h3 className="mb-2 font-semibold text-sm">{t('governance.apps')}</h3>
      <ul className="flex flex-col gap-2">
        {apps.map(({ id, name, calls, characters }) => (
          <li key={id ?? 'none'} className="text-sm">
            <div className="flex justify-between gap-3">
              <span className="min-w-0 truncate">{name ?? t('governance.noApp')}</span>
              <span className="shrink-0 text-muted tabular-nums">
                {t('governance.appShare', { characters: formatCount(characters), count: calls })}
              </span>
            </div>
            <div aria-hidden className="mt-1 h-1.5 overflow-hidden rounded-full bg-sunken">
              <div className="h-full rounded-full bg-accent" style={{ width: `${(characters / total) * 100}%` }} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
