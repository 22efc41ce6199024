'use client'
import { previewOf } from '@/components/runs/preview-of'
import { useNodeRun } from './use-node-run'

/** The beginning of what the node gave, or its error; while it streams, the end of the text. */
export function NodePreview({ nodeId }: { nodeId: string }) {
  const error = useNodeRun(nodeId, (run) => (run?.status === 'failed' ? run.error?.message : undefined))
  const preview = useNodeRun(nodeId, (run) => (run ? previewOf(run) : ''))
  if (error !== undefined) {
    return (
      <div className="mx-1.5 mt-1.5 rounded-sm bg-danger-soft px-2 py-1">
        <p className="line-clamp-3 break-words text-danger text-xs leading-4">{error}</p>
      </div>
    )
  }
  if (preview === '') return null
  return (
    <div className="mx-1.5 mt-1.5 rounded-sm bg-sunken px-2 py-1">
      <p className="line-clamp-2 break-words text-muted text-xs leading-4">{preview}</p>
    </div>
  )
}
