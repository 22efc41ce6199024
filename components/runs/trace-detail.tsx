import { Badge } from '@/components/ui/badge'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { formatCost, formatDuration } from '@/lib/client/format'
import { t } from '@/lib/client/messages/t'
import type { NodeState } from '@/lib/engine/run-state'
import { RunStatusIcon } from './run-status-icon'
import { TraceError } from './trace-error'
import { TraceSteps } from './trace-steps'
import { TraceSection, TraceValues } from './trace-values'

/** Everything that one node got, did and gave. */
export function TraceDetail({ node, label }: { node: NodeState; label: string }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle className="flex min-w-0 items-center gap-2">
          <RunStatusIcon status={node.status} />
          <span className="truncate">{label}</span>
        </CardTitle>
        <span className="flex items-center gap-2 text-muted text-xs tabular-nums">
          {node.pinned ? <Badge tone="info">{t('runs.pinned')}</Badge> : null}
          {node.attempt > 1 ? <Badge tone="warning">{t('runs.attempt', { number: node.attempt })}</Badge> : null}
          {node.durationMs === null ? null : formatDuration(node.durationMs)}
        </span>
      </CardHeader>
      <CardContent className="flex flex-col gap-4">
        {node.status === 'skipped' ? <p className="text-muted text-sm">{t('runs.skippedText')}</p> : null}
        {node.error ? <TraceError error={node.error} /> : null}
        {node.inputs ? <TraceValues title={t('runs.inputs')} values={node.inputs} /> : null}
        {node.outputs ? <TraceValues title={t('runs.outputs')} values={node.outputs} /> : null}
        {node.outputs === null && node.text !== '' ? (
          <TraceValues title={t('runs.stillWriting')} values={{ text: node.text }} />
        ) : null}
        <TraceSteps steps={node.steps} />
        <UsageList usage={node.usage} />
      </CardContent>
    </Card>
  )
}

function UsageList({ usage }: { usage: NodeState['usage'] }) {
  if (usage.length === 0) return null
  return (
    <TraceSection title={t('runs.usage')}>
      <ul className="divide-y rounded-md border text-xs">
        {usage.map((use, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows at its end.
          <li key={index} className="flex flex-wrap justify-between gap-x-3 px-3 py-1.5">
            <span className="min-w-0 truncate font-mono">{use.model}</span>
            <span className="text-muted tabular-nums">
              {t('runs.tokensInOut', { input: use.inputTokens, output: use.outputTokens })}
              {use.estimated ? ` (${t('runs.estimated')})` : ''}
              {' · '}
              {use.costMicros === null ? t('runs.costUnknown') : formatCost(use.costMicros)}
            </span>
          </li>
        ))}
      </ul>
    </TraceSection>
  )
}
