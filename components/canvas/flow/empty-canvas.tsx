'use client'
import { useReactFlow } from '@xyflow/react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { t } from '@/lib/client/messages/t'
import { useEditor } from '../state/editor-context'

export function EmptyCanvas() {
  const { ui } = useEditor()
  const { screenToFlowPosition } = useReactFlow()
  const centerOfWindow = () => screenToFlowPosition({ x: window.innerWidth / 2 - 128, y: window.innerHeight / 2 - 40 })
  return (
    <div className="pointer-events-none absolute inset-0 flex items-center justify-center">
      <EmptyState
        compact
        icon="workflow"
        title={t('canvas.emptyTitle')}
        text={t('canvas.emptyText')}
        className="pointer-events-auto"
        action={
          <Button icon="plus" onClick={() => ui.getState().set({ quickAdd: { kind: 'place', at: centerOfWindow() } })}>
            {t('canvas.addNode')}
          </Button>
        }
      />
    </div>
  )
}
