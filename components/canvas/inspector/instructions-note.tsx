'use client'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'
import type { GraphNode } from '@/lib/graph/graph'
import { useFocusNode } from '../use-focus-node'

/** Replaces the instructions field while a connected Prompt contains them. */
export function InstructionsNote({ source }: { source: GraphNode }) {
  const focusNode = useFocusNode()
  return (
    <div className="flex items-center justify-between gap-2 rounded-md bg-sunken py-1.5 pr-1.5 pl-3 text-muted text-xs">
      <span>{t('inspector.instructionsIn', { name: source.label })}</span>
      <Button size="sm" onClick={() => focusNode(source.id, 'settings')}>
        {t('inspector.openNode')}
      </Button>
    </div>
  )
}
