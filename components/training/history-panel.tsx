import { formatDateTime } from '@/lib/client/format/format'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import type { TrainedModelDetail } from '@/lib/contracts/training'
import { Panel } from './panel'

/** Version changes with time and author. */
export function HistoryPanel({ history }: Pick<TrainedModelDetail, 'history'>) {
  return (
    <Panel title={t('training.history')}>
      {history.length === 0 ? <p className="text-muted text-sm">{t('training.historyEmpty')}</p> : null}
      <ol className="-my-2 divide-y">
        {history.map(({ id, at, who, text, textRef }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 py-2 text-sm">
            <span className="min-w-0 flex-1 basis-64">{localizeStored(text, textRef)}</span>
            <span className="text-muted text-xs">{who}</span>
            <time dateTime={at} className="text-muted text-xs">
              {formatDateTime(at)}
            </time>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
