import { formatCost, formatDuration } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { ModelChoice, RouteView } from '@/lib/contracts/routes'

const SHADES = ['bg-accent', 'bg-accent/60', 'bg-accent/40', 'bg-accent/25', 'bg-accent/15']

interface RouteActivityProps {
  activity: RouteView['activity']
  nameOf: (model: ModelChoice) => string
}

/** Requests of the last seven days by model, as one bar, with latency and cost. */
export function RouteActivity({ activity, nameOf }: RouteActivityProps) {
  const calls = activity.targets.reduce((sum, target) => sum + target.calls, 0)
  if (calls === 0) return <p className="mt-3 text-faint text-xs">{t('routes.noActivity')}</p>
  return (
    <div className="mt-4">
      <p className="flex flex-wrap gap-x-3 text-muted text-xs">
        <span>{t('routes.activity', { count: activity.requests })}</span>
        {activity.furtherTries > 0 ? <span>{t('routes.retryCount', { count: activity.furtherTries })}</span> : null}
        {activity.failures > 0 ? (
          <span className="text-danger">{t('routes.failures', { count: activity.failures })}</span>
        ) : null}
      </p>
      <div className="mt-2 flex h-2 gap-px overflow-hidden rounded-full bg-sunken" aria-hidden>
        {activity.targets.map(({ target, calls: share }, index) => (
          <span
            key={target}
            className={SHADES[index] ?? SHADES.at(-1)}
            style={{ width: `${(100 * share) / calls}%` }}
          />
        ))}
      </div>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs">
        {activity.targets.map(({ target, calls: share, firstTokenMs, costMicros }, index) => (
          <li key={target} className="flex items-center gap-1.5">
            <span aria-hidden className={`size-2 rounded-full ${SHADES[index] ?? SHADES.at(-1)}`} />
            <span>{nameOf(toChoice(target))}</span>
            <span className="text-muted tabular-nums">
              {Math.round((100 * share) / calls)} %{firstTokenMs === null ? '' : ` · ${formatDuration(firstTokenMs)}`}
              {costMicros > 0 ? ` · ${formatCost(costMicros)}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function toChoice(target: string): ModelChoice {
  const slash = target.indexOf('/')
  return { connection: target.slice(0, slash), model: target.slice(slash + 1) }
}
