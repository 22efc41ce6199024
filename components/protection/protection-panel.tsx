'use client'
import { useState } from 'react'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import type { ResponseOf } from '@/lib/contracts/contract'
import { ABUSE_RANGES, type BlockKind, type Offender, readAbuse } from '@/lib/contracts/protection'
import { BlockDialog, type NewBlock } from './block-dialog'
import { BlocksSection } from './blocks-section'
import { RejectedList } from './rejected-list'
import { RejectionsPlot } from './rejections-plot'
import { StopsCard } from './stops-card'

type Range = (typeof ABUSE_RANGES)[number]

/** Recent rejections, blocks and stops, with actions. */
export function ProtectionPanel() {
  const [selected, setSelected] = useUrlState('range')
  const range = ABUSE_RANGES.find((candidate) => candidate === selected) ?? 'day'
  const [blocking, setBlocking] = useState<NewBlock | null>(null)
  return (
    <div className="flex flex-col gap-8">
      <StopsCard />
      <section>
        <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
          <h2 className="font-semibold text-base">{t('protection.abuseTitle')}</h2>
          <SegmentedControl<Range>
            value={range}
            onValueChange={setSelected}
            label={t('protection.range')}
            options={ABUSE_RANGES.map((value) => ({ value, label: t(`protection.range-${value}`) }))}
          />
        </div>
        <Rejections range={range} onBlock={setBlocking} />
      </section>
      <BlocksSection onBlock={() => setBlocking({ kind: 'end-user', subject: '', isFixed: false })} />
      {blocking ? <BlockDialog block={blocking} onClose={() => setBlocking(null)} /> : null}
    </div>
  )
}

function Rejections({ range, onBlock }: { range: Range; onBlock: (block: NewBlock) => void }) {
  const query = useContractQuery(readAbuse, { query: { range }, refetchInterval: () => 15_000, keepPrevious: true })
  if (blockingError(query)) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows count={4} />
  if (query.data.points.length === 0)
    return <EmptyState icon="shield" title={t('protection.abuseEmptyTitle')} text={t('protection.abuseEmptyText')} />
  return (
    <div className="flex flex-col gap-4">
      <RejectionsPlot abuse={query.data} />
      <Offenders top={query.data.top} onBlock={onBlock} />
      <p className="text-faint text-xs">{t('protection.addressNote')}</p>
    </div>
  )
}

interface OffendersProps {
  top: ResponseOf<typeof readAbuse>['top']
  onBlock: (block: NewBlock) => void
}

function Offenders({ top, onBlock }: OffendersProps) {
  const block =
    (kind: BlockKind) =>
    ({ subject, name }: Offender) =>
      onBlock({ kind, subject, name, isFixed: true })
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <RejectedList title={t('protection.topEndUsers')} offenders={top.endUsers} onBlock={block('end-user')} />
      <RejectedList title={t('protection.topAddresses')} offenders={top.addresses} onBlock={block('address')} />
      <RejectedList title={t('protection.topKeys')} offenders={top.keys} isNamed onBlock={block('key')} />
      <RejectedList title={t('protection.topApps')} offenders={top.apps} isNamed />
    </div>
  )
}
