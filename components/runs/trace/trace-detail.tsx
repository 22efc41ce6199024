'use client'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'
import type { RunSummary } from '@/lib/contracts/runs'
import type { NodeState, RunState } from '@/lib/engine/state/run-state'
import { useRunAgain } from '../use-run-again'
import { frameLabel } from './frame-label'
import { NodeTrace } from './node-trace'
import { isOwnStep, stepLabel } from './step-label'
import { stepName } from './step-name'

export interface TraceDetailProps {
  node: NodeState
  state: RunState
  labels: Readonly<Record<string, string>>
  run: RunSummary
}

/** Full trace of one node on the run page. */
export function TraceDetail({ node, state, labels, run }: TraceDetailProps) {
  const { start, isStarting } = useRunAgain(run.id)
  const canRun = useHasRole('runner')
  const hasEnded = !['queued', 'running', 'paused'].includes(run.status)
  const isOfThisApp = isOwnStep(labels, node.path)
  const frame = frameLabel(state, node)
  return (
    <Card>
      <CardHeader>
        <CardTitle className="min-w-0 truncate">{stepName(node, stepLabel(labels, node.path))}</CardTitle>
        {frame === '' ? null : <span className="shrink-0 text-muted text-xs">{frame}</span>}
      </CardHeader>
      <CardContent>
        <NodeTrace
          state={node}
          runId={run.id}
          isRerun={run.sourceRunId !== null}
          actions={
            canRun && hasEnded && isOfThisApp && node.status !== 'skipped' ? (
              <Button size="sm" icon="play" busy={isStarting} onClick={() => start({ fromNodeId: node.nodeId })}>
                {t('runAgain.fromHere')}
              </Button>
            ) : null
          }
        />
      </CardContent>
    </Card>
  )
}
