'use client'
import { RunStatusIcon } from '@/components/runs/run-status-icon'
import { formatDuration } from '@/lib/client/format'
import { useIsRunActive, useNodeRun } from './use-node-run'

/** How the node fared in the newest run, with its time. */
export function NodeStatusBadge({ nodeId }: { nodeId: string }) {
  const status = useNodeRun(nodeId, (run) => run?.status)
  const durationMs = useNodeRun(nodeId, (run) => run?.durationMs ?? null)
  const isWaiting = useIsRunActive()
  if (!status) return isWaiting ? <RunStatusIcon status="waiting" /> : null
  return (
    <span className="flex items-center gap-1 text-2xs text-faint tabular-nums">
      {durationMs === null ? null : formatDuration(durationMs)}
      <RunStatusIcon status={status} />
    </span>
  )
}
