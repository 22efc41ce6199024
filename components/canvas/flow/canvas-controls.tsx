'use client'
import { Panel, useReactFlow, useStore } from '@xyflow/react'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import { useAutoLayout } from '../layout/use-auto-layout'
import { useEditor } from '../state/editor-context'
import { FIT_SMOOTHLY } from './fit-options'

const SMOOTH = { duration: 160 }

export function CanvasControls({ viewOnly }: { viewOnly: boolean }) {
  const { ui } = useEditor()
  const { zoomIn, zoomOut, fitView, zoomTo } = useReactFlow()
  const percent = useStore((state) => Math.round(state.transform[2] * 100))
  const layout = useAutoLayout()
  return (
    <Panel position="bottom-left" className="flex items-center rounded-lg border bg-surface p-0.5 shadow-sm">
      <IconButton size="sm" icon="zoom-out" label={t('canvas.zoomOut')} onClick={() => void zoomOut(SMOOTH)} />
      <button
        type="button"
        className="w-11 rounded-sm text-center text-muted text-xs tabular-nums hover:text-ink"
        aria-label={t('canvas.zoomReset', { percent })}
        onClick={() => void zoomTo(1, SMOOTH)}
      >
        {percent} %
      </button>
      <IconButton size="sm" icon="zoom-in" label={t('canvas.zoomIn')} onClick={() => void zoomIn(SMOOTH)} />
      <IconButton
        size="sm"
        icon="maximize"
        label={t('canvas.zoomToFit')}
        shortcut="F"
        onClick={() => void fitView(FIT_SMOOTHLY)}
      />
      {viewOnly ? null : (
        <>
          <IconButton size="sm" icon="network" label={t('canvas.tidyUp')} shortcut="L" onClick={() => void layout()} />
          <IconButton
            size="sm"
            icon="command"
            label={t('canvas.shortcuts')}
            shortcut="?"
            onClick={() => ui.getState().set({ isShortcutsOpen: true })}
          />
        </>
      )}
    </Panel>
  )
}
