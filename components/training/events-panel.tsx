import { formatDateTime } from '@/lib/client/format/format'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import type { TrainingEventView } from '@/lib/contracts/training-jobs'
import { Panel } from './panel'

const TONES = { info: '', warn: 'text-warning', error: 'text-danger' } as const

/** Events of the training, newest first. */
export function EventsPanel({ events }: { events: readonly TrainingEventView[] }) {
  return (
    <Panel title={t('training.events')}>
      {events.length === 0 ? <p className="text-muted text-sm">{t('training.eventsEmpty')}</p> : null}
      <ol className="-my-2 max-h-96 divide-y overflow-y-auto">
        {events.map(({ id, level, message, messageRef, at }) => (
          <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 py-2 text-sm">
            <span className={`min-w-0 break-words ${TONES[level]}`}>{localizeStored(message, messageRef)}</span>
            <time dateTime={at} className="text-muted text-xs">
              {formatDateTime(at)}
            </time>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
