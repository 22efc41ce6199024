'use client'
import { RunStatusIcon } from '@/components/runs/run-status-icon'
import { type StepLabels, stepLabel } from '@/components/runs/trace/step-label'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { formatCost, formatCount, formatDuration } from '@/lib/client/format/format'
import { runCostText } from '@/lib/client/format/run-cost-text'
import { t } from '@/lib/client/messages/t'
import type { NodePair, NodeSide } from './compare-runs'
import { deltaText } from './delta-text'
import { ValuePair } from './value-pair'

/** Nodes of both runs: status, reuse and metrics; the outputs expand below. */
export function CompareNodes({ nodes, labels }: { nodes: readonly NodePair[]; labels: StepLabels }) {
  return (
    <section aria-label={t('timeTravel.nodes')}>
      <h2 className="mb-2 font-semibold text-sm">{t('timeTravel.nodes')}</h2>
      <div className="divide-y overflow-hidden rounded-lg border bg-surface">
        {nodes.map((pair) => (
          <details key={pair.key} className="group" data-pair={pair.key}>
            <summary className="flex cursor-pointer list-none flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-sm hover:bg-hover/60 focus-visible:-outline-offset-2">
              <span className="flex min-w-40 flex-1 items-center gap-2">
                <Icon name="chevron-right" size={13} className="text-faint transition-transform group-open:rotate-90" />
                <span className="truncate font-medium">{stepLabel(labels, pair.path)}</span>
                <Verdict pair={pair} />
              </span>
              <SideMetrics side={pair.before} />
              <SideMetrics side={pair.after} />
              <span className="w-36 text-right text-muted text-xs tabular-nums">{deltaOf(pair)}</span>
            </summary>
            <div className="flex flex-col gap-2 border-t bg-sunken/40 p-3">
              {namesOf(pair).map((name) => (
                <ValuePair
                  key={name}
                  name={name}
                  before={pair.before?.outputs?.[name]}
                  after={pair.after?.outputs?.[name]}
                />
              ))}
              {namesOf(pair).length === 0 ? <p className="text-faint text-sm">{t('timeTravel.noOutputs')}</p> : null}
            </div>
          </details>
        ))}
      </div>
    </section>
  )
}

function Verdict({ pair }: { pair: NodePair }) {
  if (!pair.after) return <Badge tone="warning">{t('timeTravel.onlyBefore')}</Badge>
  if (!pair.before) return <Badge tone="info">{t('timeTravel.onlyAfter')}</Badge>
  if (pair.after.isReused) return <Badge>{t('timeTravel.reused')}</Badge>
  return pair.isSame ? <Badge>{t('timeTravel.same')}</Badge> : <Badge tone="info">{t('timeTravel.differs')}</Badge>
}

function SideMetrics({ side }: { side: NodeSide | null }) {
  return (
    <span className="flex w-44 items-center justify-end gap-1.5 text-muted text-xs tabular-nums">
      {side === null ? (
        '–'
      ) : (
        <>
          {metricsOf(side)}
          <RunStatusIcon status={side.status} />
        </>
      )}
    </span>
  )
}

function metricsOf(side: NodeSide): string {
  return [
    ...(side.durationMs === null ? [] : [formatDuration(side.durationMs)]),
    ...(side.tokens > 0 ? [t('runs.tokensShort', { tokens: formatCount(side.tokens) }), runCostText(side)] : []),
  ].join(' · ')
}

/** Difference in cost if known, otherwise in time. */
function deltaOf({ before, after }: NodePair): string {
  if (!before || !after || after.isReused) return ''
  if (
    before.tokens + after.tokens > 0 &&
    !before.hasUnknownCost &&
    !after.hasUnknownCost &&
    before.costMicros + after.costMicros > 0
  )
    return deltaText(before.costMicros, after.costMicros, formatCost)
  if (before.durationMs === null || after.durationMs === null) return ''
  return deltaText(before.durationMs, after.durationMs, formatDuration)
}

function namesOf({ before, after }: NodePair): string[] {
  return [...new Set([...Object.keys(before?.outputs ?? {}), ...Object.keys(after?.outputs ?? {})])]
}
