'use client'
import { LazyPart } from '@/components/ui/lazy-part'
import { t } from '@/lib/client/messages/t'
import { nodeInspector, severalNodes } from '../lazy/parts'
import { useEditorState } from '../state/editor-context'

/** Settings of the selected node and its part in the latest run. Shown only while something is selected. */
export function Inspector() {
  const selection = useEditorState((state) => state.selection)
  const onlyNodeId = selection.length === 1 ? selection[0] : undefined
  return (
    <aside
      data-panel="inspector"
      aria-label={t('canvas.inspector')}
      className="flex min-h-0 flex-1 flex-col bg-surface"
    >
      {onlyNodeId === undefined ? (
        <LazyPart part={severalNodes} props={{ count: selection.length }} />
      ) : (
        <LazyPart key={onlyNodeId} part={nodeInspector} props={{ nodeId: onlyNodeId }} />
      )}
    </aside>
  )
}
