'use client'
import { useStore } from 'zustand'
import { NodeTrace } from '@/components/runs/trace/node-trace'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { t } from '@/lib/client/messages/t'
import type { GraphNode } from '@/lib/graph/graph'
import { useStartRun } from '../dock/use-start-run'
import { useTracedNode } from '../flow/use-traced-node'
import { NodeForecast } from '../forecast/node-forecast'
import { useEditor } from '../state/editor-context'
import { FramePicker } from './frame-picker'
import { PinButton } from './pin-button'

/** The node's trace in the latest run. */
export function LastRun({ node }: { node: GraphNode }) {
  const { run } = useEditor()
  const state = useTracedNode(node.id)
  const record = useStore(run, (store) => store.runs.at(-1))
  const control = useStartRun()
  if (!state || !record) {
    return (
      <>
        <NodeForecast nodeId={node.id} />
        <EmptyState compact icon="play" title={t('canvas.notRunTitle')} text={t('canvas.notRunText')} />
      </>
    )
  }
  const canRunAgain = !record.isActive && record.runId !== null && state.status !== 'skipped'
  return (
    <>
      <NodeForecast nodeId={node.id} />
      <FramePicker state={state} />
      <NodeTrace
        state={state}
        runId={record.runId}
        isRerun={record.source !== null}
        actions={
          <span className="flex flex-wrap justify-end gap-2">
            {canRunAgain ? (
              <Button size="sm" icon="play" onClick={() => control.rerun(record, { nodeId: node.id })}>
                {t('runAgain.fromHere')}
              </Button>
            ) : null}
            <PinButton node={node} state={state} />
          </span>
        }
      />
    </>
  )
}
