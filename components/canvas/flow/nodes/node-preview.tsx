'use client'
import { previewOf } from '@/components/runs/values/preview-of'
import { cn } from '@/components/ui/cn'
import { localizeProblem } from '@/lib/client/messages/localize-problem'
import { useEditor, useEditorState } from '../../state/editor-context'
import { previewLines } from '../../state/preview-lines'
import { useNodeRun } from '../use-node-run'

const CLAMPS = ['hidden', 'line-clamp-1', 'line-clamp-2', 'line-clamp-3'] as const

/** The beginning of the node's result, or its error. While streaming, the end of the text. */
export function NodePreview({ nodeId }: { nodeId: string }) {
  const { manifests } = useEditor()
  const error = useNodeRun(nodeId, (run) =>
    run?.status === 'failed' && run.error ? localizeProblem(run.error) : undefined,
  )
  const preview = useNodeRun(nodeId, (run) => (run ? previewOf(run) : ''))
  const text = error ?? preview
  // Computed only if there is something to show, because it inspects all other nodes.
  const room = useEditorState(({ graph }) => (text === '' ? 0 : previewLines(graph, manifests, nodeId)))
  const isError = error !== undefined
  // An error also uses the line of the footer and is never hidden.
  const lines = isError ? room + 1 : room
  if (text === '' || lines === 0) return null
  return (
    <div className={cn('mx-1.5 mt-1.5 rounded-sm px-2 py-1', isError ? 'bg-danger-soft' : 'bg-sunken')}>
      <p className={cn('break-words text-xs leading-4', CLAMPS[lines], isError ? 'text-danger' : 'text-muted')}>
        {text}
      </p>
    </div>
  )
}
