'use client'
import { Icon } from '@/components/ui/icon'
import { formatDateTime } from '@/lib/client/format/format'
import { useNow } from '@/lib/client/hooks/use-now'
import { dateFormat } from '@/lib/client/messages/intl'
import { t } from '@/lib/client/messages/t'
import type { EnvironmentView } from '@/lib/contracts/environments'
import type { ReleaseRequestView } from '@/lib/contracts/releases'
import { dueText } from './due-text'

const TICK_MS = 15_000

export interface ReleaseRequestTextProps {
  request: ReleaseRequestView
  live: EnvironmentView['live']
  isMine: boolean
}

/** The version, environment, time and requester of a release, and changes since the request. */
export function ReleaseRequestText({ request, live, isMine }: ReleaseRequestTextProps) {
  const isWaiting = request.status === 'waiting'
  return (
    <div className="flex items-start gap-2.5 text-sm">
      <Icon name={isWaiting ? 'shield' : 'clock'} size={15} className="mt-0.5 shrink-0 text-info" />
      <div className="min-w-0">
        <p className="font-medium">{textOf(request)}</p>
        <Due request={request} />
        {request.note ? <p className="break-words">{request.note}</p> : null}
        {request.promotesItself ? <p>{t('releases.requestAutoPromotes')}</p> : null}
        {live?.since && live.since > request.createdAt ? (
          <p className="text-warning">{t('releases.liveSince', { number: live.number })}</p>
        ) : null}
        <p className="text-muted text-xs">
          {t('releases.requestedBy', { who: request.requestedByName })}
          {isWaiting && isMine ? ` · ${t('releases.yourOwnRequest')}` : null}
        </p>
      </div>
    </div>
  )
}

/** Remaining and local time, or a note that the time passed without an approval. */
function Due({ request: { dueAt, timeZone, status } }: Pick<ReleaseRequestTextProps, 'request'>) {
  const nowMs = useNow(dueAt === null ? null : TICK_MS)
  if (dueAt === null) return null
  if (status === 'waiting' && Date.parse(dueAt) <= nowMs)
    return <p className="text-warning">{t('releases.requestOverdue')}</p>
  return <p className="text-muted text-xs">{dueText(dueAt, timeZone, nowMs)}</p>
}

function textOf({ status, versionNumber: number, canaryPercent, dueAt, timeZone }: ReleaseRequestView): string {
  if (canaryPercent !== null) return t('releases.requestCanary', { number, percent: canaryPercent })
  if (dueAt === null) return t('releases.requestWaiting', { number })
  const when = timeZone ? inZone(dueAt, timeZone) : formatDateTime(dueAt)
  return t(status === 'waiting' ? 'releases.requestWaitingUntil' : 'releases.requestScheduled', { number, when })
}

/** The time in the planned time zone. */
function inZone(iso: string, timeZone: string): string {
  const format = dateFormat({ dateStyle: 'medium', timeStyle: 'short', timeZone })
  return `${format.format(new Date(iso))} (${timeZone})`
}
