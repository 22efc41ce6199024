import { Icon, type IconName } from '@/components/ui/icon'
import { localizeProblem } from '@/lib/client/messages/localize-problem'
import { t } from '@/lib/client/messages/t'
import type { ModelDecision } from '@/lib/engine/events'
import { TraceSection } from './trace-values'

const ICONS: Readonly<Record<ModelDecision['kind'], IconName>> = {
  route: 'split',
  retry: 'refresh',
  fallback: 'arrow-right',
  hedge: 'timer',
  breaker: 'circle-slash',
  cache: 'zap',
  budget: 'coins',
  canary: 'git-branch',
  key: 'key',
}

/** The model gateway's decisions for an answer, in order. */
export function DecisionList({ decisions }: { decisions: readonly ModelDecision[] }) {
  if (decisions.length === 0) return null
  return (
    <TraceSection title={t('runs.decisions')}>
      <ol className="divide-y rounded-md border text-xs">
        {decisions.map((decision, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is append-only.
          <li key={index} className="flex gap-2 px-3 py-1.5">
            <Icon name={ICONS[decision.kind]} size={14} className="mt-px shrink-0 text-muted" />
            <span className="min-w-0">
              {localizeProblem(decision)}
              {decision.model === undefined ? null : (
                <span className="ml-1 break-all font-mono text-muted">
                  {decision.model.split('/').slice(1).join('/')}
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </TraceSection>
  )
}
