'use client'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { formatCount, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { Offender } from '@/lib/contracts/protection'
import { kindsIn, kindText } from './kinds'

export interface RejectedListProps {
  title: string
  offenders: readonly Offender[]
  /** Subjects are apps or keys, which have names; a missing name means that it was deleted. */
  isNamed?: boolean
  onBlock?: (offender: Offender) => void
}

/** The most rejected subjects, each with a block action. */
export function RejectedList({ title, offenders, isNamed = false, onBlock }: RejectedListProps) {
  const most = Math.max(1, ...offenders.map(({ count }) => count))
  return (
    <section className="min-w-0 rounded-lg border bg-surface p-4">
      <h3 className="mb-2 font-semibold text-sm">{title}</h3>
      {offenders.length === 0 ? (
        <p className="text-muted text-sm">{t('protection.topNone')}</p>
      ) : (
        <ol className="flex flex-col divide-y">
          {offenders.map((offender) => (
            <li key={offender.subject} className="flex items-center gap-3 py-2">
              <div className="min-w-0 flex-1">
                <p className="flex items-center gap-2 text-sm">
                  <span className={isNamed ? 'truncate' : 'truncate font-mono text-xs'} title={offender.subject}>
                    {offender.name ?? (isNamed ? t('protection.deleted') : offender.subject)}
                  </span>
                  {offender.isBlocked ? <Badge tone="danger">{t('protection.kind-block')}</Badge> : null}
                </p>
                <p className="truncate text-muted text-xs">
                  {kindsIn(offender.kinds).map(kindText).join(', ')} · {formatRelative(offender.lastAt)}
                </p>
                <span aria-hidden className="mt-1 block h-1 overflow-hidden rounded-full bg-sunken">
                  <span className="block h-full bg-accent" style={{ width: `${(offender.count / most) * 100}%` }} />
                </span>
              </div>
              <span className="font-medium text-sm tabular-nums">{formatCount(offender.count)}</span>
              {onBlock ? (
                <Button size="sm" disabled={offender.isBlocked} onClick={() => onBlock(offender)}>
                  {t('protection.block')}
                </Button>
              ) : null}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
