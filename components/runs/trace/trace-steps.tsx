import { Icon } from '@/components/ui/icon'
import { formatDuration } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { StepRecord } from '@/lib/engine/events'
import { TraceError } from './trace-error'
import { TraceSection, TraceValues } from './trace-values'

const KINDS = {
  model: { icon: 'sparkles', label: 'runs.stepModel' },
  tool: { icon: 'wrench', label: 'runs.stepTool' },
  other: { icon: 'circle', label: 'runs.stepOther' },
} as const

/** Model and tool calls of an agent, in order, each expandable. */
export function TraceSteps({ steps }: { steps: readonly StepRecord[] }) {
  if (steps.length === 0) return null
  return (
    <TraceSection title={t('runs.steps')}>
      <ol className="divide-y rounded-md border">
        {steps.map((step) => (
          <li key={step.key}>
            <details className="group">
              <summary className="flex h-9 cursor-pointer list-none items-center gap-2 px-3 text-sm hover:bg-hover/60 focus-visible:-outline-offset-2">
                <Icon name={KINDS[step.kind].icon} size={14} className={step.error ? 'text-danger' : 'text-muted'} />
                <span className="min-w-0 flex-1 truncate">
                  <span className="text-muted">{t(KINDS[step.kind].label)}</span> {step.name}
                </span>
                <span className="text-muted text-xs tabular-nums">{formatDuration(step.durationMs)}</span>
                <Icon name="chevron-right" size={13} className="text-faint transition-transform group-open:rotate-90" />
              </summary>
              <div className="flex flex-col gap-3 border-t bg-sunken/40 p-3">
                {step.error ? <TraceError error={step.error} /> : null}
                <TraceValues title={t('runs.inputs')} values={step.input} />
                <TraceValues title={t('runs.outputs')} values={step.output} />
              </div>
            </details>
          </li>
        ))}
      </ol>
    </TraceSection>
  )
}
