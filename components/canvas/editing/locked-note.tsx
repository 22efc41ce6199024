'use client'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'
import type { GraphNode } from '@/lib/graph/graph'
import { useEditor } from '../state/editor-context'

/** Explains why the settings of a locked node cannot be changed. */
export function LockedNote({ node }: { node: GraphNode }) {
  const { actions } = useEditor()
  if (!node.locked) return null
  return (
    <div className="mx-4 mb-3 flex items-center justify-between gap-2 rounded-md bg-sunken py-1.5 pr-1.5 pl-3 text-muted text-xs">
      <span>{t('canvasEditing.lockedText')}</span>
      <Button size="sm" onClick={() => actions.toggleLocked([node.id])}>
        {t('canvasEditing.unlock')}
      </Button>
    </div>
  )
}
