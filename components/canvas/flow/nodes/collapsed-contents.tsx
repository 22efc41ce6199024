'use client'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'
import { useEditor, useEditorState } from '../../state/editor-context'
import { nestingOf } from '../../state/layout/nesting'

/** Summary of the nodes inside a collapsed container. */
export function CollapsedContents({ nodeId }: { nodeId: string }) {
  const { actions, manifests } = useEditor()
  const count = useEditorState(({ graph }) => nestingOf(graph, manifests).withInside([nodeId]).size - 1)
  const problems = useEditorState(({ graph, issuesByNode }) => {
    const innerIds = nestingOf(graph, manifests).withInside([nodeId])
    innerIds.delete(nodeId)
    return [...innerIds].reduce((sum, id) => sum + (issuesByNode.get(id)?.length ?? 0), 0)
  })
  return (
    <div className="mx-1.5 mt-1 flex items-center justify-between rounded-sm bg-sunken py-0.5 pr-0.5 pl-2 text-muted text-xs">
      <span className="min-w-0 truncate">
        {t('containers.stepsInside', { count })}
        {problems > 0 ? <span className="text-danger"> · {t('canvas.problemCount', { count: problems })}</span> : null}
      </span>
      <Button
        variant="ghost"
        size="sm"
        className="nodrag nopan max-md:hidden"
        onClick={() => actions.setCollapsed(nodeId, false)}
      >
        {t('containers.expand')}
      </Button>
    </div>
  )
}
