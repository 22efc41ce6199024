import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { LabRunView } from '@/lib/contracts/retrieval-lab-runs'
import { measureText, shareText } from './metric-labels'

export interface RunHistoryProps {
  runs: readonly LabRunView[]
  shownId: string
  onShow: (runId: string) => void
}

/** Earlier comparisons, each with its best result. */
export function RunHistory({ runs, shownId, onShow }: RunHistoryProps) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-medium text-sm">{t('lab.history')}</h3>
      <ul className="divide-y rounded-lg border bg-surface">
        {runs.map((run) => (
          <li key={run.id}>
            <button
              type="button"
              aria-current={run.id === shownId}
              onClick={() => onShow(run.id)}
              className={cn(
                'flex w-full flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-left text-sm hover:bg-hover',
                run.id === shownId && 'bg-pressed/50',
              )}
            >
              <span className="min-w-48 flex-1">
                {t('lab.runOf', {
                  time: formatRelative(run.createdAt),
                  questions: run.questionCount,
                  configurations: run.configurations.length,
                })}
              </span>
              {run.status === 'done' ? (
                <span className="text-muted text-xs tabular-nums">{bestOf(run)}</span>
              ) : (
                <Badge tone={run.status === 'failed' ? 'danger' : 'neutral'}>
                  {run.status === 'failed'
                    ? t('lab.runFailed')
                    : run.status === 'cancelled'
                      ? t('lab.cancelled')
                      : t('lab.runRunning')}
                </Badge>
              )}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function bestOf({ figures: metrics, configurations }: LabRunView): string {
  const values = (metrics ?? []).map(({ measures }) => measures.ndcg.mean ?? measures.answerFound.mean ?? 0)
  const index = values.indexOf(Math.max(...values))
  const measure = metrics?.[index]?.measures.ndcg.mean === null ? 'answerFound' : 'ndcg'
  return `${configurations[index]?.name ?? ''}: ${measureText(measure).label} ${shareText(values[index] ?? null)}`
}
