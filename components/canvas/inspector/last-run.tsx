'use client'
import { useStore } from 'zustand'
import { NodeTrace } from '@/components/runs/node-trace'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { t } from '@/lib/client/messages/t'
import type { GraphNode } from '@/lib/graph/graph'
import { useStartRun } from '../dock/use-start-run'
import { useNodeRun } from '../flow/use-node-run'
import { NodeForecast } from '../forecast/node-forecast'
import { useEditor, useUi } from '../state/editor-context'
import { FramePicker } from './frame-picker'
import { PinButton } from './pin-button'

/** What the node did in the newest run; of one that ran several times, the time that was chosen or the last. */
export function LastRun({ node }: { node: GraphNode }) {
  const { run } = useEditor()
  const newest = useNodeRun(node.id, (state) => state)
  const tracedKey = useUi((state) => state.tracedKey)
  const traced = useStore(run, (state) => {
    const found = tracedKey === null ? undefined : state.runs.at(-1)?.run.nodes[tracedKey]
    return found?.nodeId === node.id ? found : undefined
  })
  const state = traced ?? newest
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
              <Button size="sm" icon="play" onClick={() => control.again(record, { nodeId: node.id })}>
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
