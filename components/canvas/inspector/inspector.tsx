'use client'
import { EmptyState } from '@/components/ui/empty-state'
import { LazyPart } from '@/components/ui/lazy-part'
import { t } from '@/lib/client/messages/t'
import { nodeInspector } from '../lazy/parts'
import { useEditorState } from '../state/editor-context'
import { ArrangeButtons } from './arrange-buttons'

/** Settings of the selected node and its part in the latest run. */
export function Inspector() {
  const selection = useEditorState((state) => state.selection)
  const only = selection.length === 1 ? selection[0] : undefined
  return (
    <aside
      data-panel="inspector"
      aria-label={t('canvas.inspector')}
      className="flex min-h-0 flex-1 flex-col bg-surface"
    >
      {only === undefined ? (
        <NothingChosen count={selection.length} />
      ) : (
        <LazyPart key={only} part={nodeInspector} props={{ nodeId: only }} />
      )}
    </aside>
  )
}

function NothingChosen({ count }: { count: number }) {
  if (count > 1) {
    return (
      <>
        <EmptyState
          compact
          icon="layers"
          title={t('canvas.manySelected', { count })}
          text={t('canvas.manySelectedText')}
        />
        <ArrangeButtons count={count} />
      </>
    )
  }
  return <EmptyState compact icon="hand" title={t('canvas.noneSelected')} text={t('canvas.noneSelectedText')} />
}
