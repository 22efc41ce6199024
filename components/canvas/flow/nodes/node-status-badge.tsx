'use client'
import { useStore } from 'zustand'
import { RunStatusIcon } from '@/components/runs/run-status-icon'
import { formatDuration } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useEditor } from '../../state/editor-context'
import { useIsRunActive, useNodeRun } from '../use-node-run'

/** Status and duration of the node in the latest run. */
export function NodeStatusBadge({ nodeId }: { nodeId: string }) {
  const status = useNodeRun(nodeId, (run) => run?.status)
  const durationMs = useNodeRun(nodeId, (run) => run?.durationMs ?? null)
  const isWaiting = useIsRunActive()
  if (!status) return isWaiting ? <RunStatusIcon status="waiting" /> : null
  return (
    <span className="flex shrink-0 items-center gap-1 text-2xs text-muted tabular-nums">
      <FrameCount nodeId={nodeId} />
      {durationMs === null ? null : formatDuration(durationMs)}
      <RunStatusIcon status={status} />
    </span>
  )
}

/** Progress of a container: items completed and failed, or rounds. */
function FrameCount({ nodeId }: { nodeId: string }) {
  const progress = useStore(useEditor().run, (state) => state.progress.get(nodeId))
  if (!progress) return null
  const { done, failed, total } = progress
  return (
    <>
      <span className="text-muted" data-frame-count>
        {total === null ? t('containers.roundCount', { count: done }) : t('containers.itemsDone', { done, total })}
      </span>
      {failed > 0 ? <span className="text-danger">{t('containers.failedCount', { count: failed })}</span> : null}
    </>
  )
}
