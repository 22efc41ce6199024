import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { t } from '@/lib/client/messages/t'
import type { Json } from '@/lib/core/json'
import type { RunState } from '@/lib/engine/state/run-state'
import { MissingTools } from '../chat/missing-tools'
import { TruncatedNote } from '../chat/truncated-note'
import { openPendingInputs } from '../open-pending-inputs'
import { RunPendingInputs } from '../pending-inputs'
import type { StepLabels } from './step-label'
import { TraceError } from './trace-error'
import { TraceValues } from './trace-values'

interface TraceOverviewProps {
  state: RunState
  inputs: Json
  runId: string
  labels: StepLabels
}

export function TraceOverview({ state, inputs, runId, labels }: TraceOverviewProps) {
  const pendingInputs = openPendingInputs(Object.values(state.nodes))
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('runs.overview')}</CardTitle>
      </CardHeader>
      <CardContent className="flex flex-col gap-4">
        {state.error ? <TraceError error={state.error} /> : null}
        <TruncatedNote nodes={Object.values(state.nodes)} />
        <MissingTools run={state} labelOf={(nodeId) => labels[nodeId] ?? nodeId} />
        {pendingInputs.length > 0 ? <RunPendingInputs runId={runId} pendingInputs={pendingInputs} /> : null}
        <TraceValues title={t('runs.inputs')} values={inputs} />
        {state.outputs ? <TraceValues title={t('runs.outputs')} values={state.outputs} /> : null}
      </CardContent>
    </Card>
  )
}
