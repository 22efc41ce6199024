'use client'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { formatDuration } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { NodeState } from '@/lib/engine/state/run-state'
import { TruncatedNote } from '../chat/truncated-note'
import { openPendingInputs } from '../open-pending-inputs'
import { RunPendingInputs } from '../pending-inputs'
import { RunStatusIcon } from '../run-status-icon'
import { DecisionList } from './decision-list'
import { ModelUse } from './model-use'
import { TraceError } from './trace-error'
import { TraceSteps } from './trace-steps'
import { TraceValues } from './trace-values'

export interface NodeTraceProps {
  state: NodeState
  /** Enables answering the node's request. */
  runId?: string | null
  /** The run reused results of an earlier run. */
  isRerun?: boolean
  actions?: ReactNode
}

/** Trace of one node for a panel or card: error, steps, outputs, inputs and model usage. */
export function NodeTrace({ state, runId = null, isRerun = false, actions }: NodeTraceProps) {
  const pendingInputs = openPendingInputs([state])
  return (
    <div className="flex flex-col gap-5">
      <div className="flex min-h-7 flex-wrap items-center gap-2 text-sm">
        <RunStatusIcon status={state.status} size={16} />
        <span className="font-medium">{t(`runPanel.status-${state.status}`)}</span>
        {state.durationMs === null ? null : (
          <span className="text-muted tabular-nums">{formatDuration(state.durationMs)}</span>
        )}
        {state.attempt > 1 ? <Badge tone="warning">{t('runs.attempt', { number: state.attempt })}</Badge> : null}
        {state.pinned ? <Badge tone="info">{t(isRerun ? 'runAgain.reused' : 'runs.pinned')}</Badge> : null}
        <span className="ml-auto">{actions}</span>
      </div>
      {state.status === 'skipped' ? <p className="text-muted text-sm">{t('runs.skippedText')}</p> : null}
      {state.error ? <TraceError error={state.error} /> : null}
      <TruncatedNote nodes={[state]} />
      {pendingInputs.length > 0 ? <RunPendingInputs runId={runId} pendingInputs={pendingInputs} /> : null}
      <TraceSteps steps={state.steps} />
      {state.outputs === null && state.text !== '' ? (
        <TraceValues title={t('runs.stillWriting')} values={{ text: state.text }} />
      ) : null}
      {state.outputs ? <TraceValues title={t('runs.outputs')} values={state.outputs} /> : null}
      {state.reasoning ? <TraceValues title={t('runs.reasoning')} values={{ text: state.reasoning }} /> : null}
      {state.inputs ? <TraceValues title={t('runs.inputs')} values={state.inputs} /> : null}
      <DecisionList decisions={state.decisions ?? []} />
      <ModelUse usage={state.usage} />
    </div>
  )
}
