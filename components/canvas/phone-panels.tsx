'use client'
import { Button } from '@/components/ui/button'
import { LazyPart } from '@/components/ui/lazy-part'
import { t } from '@/lib/client/messages/t'
import { FlowCanvas } from './flow/flow-canvas'
import { Inspector } from './inspector/inspector'
import { PhoneNodeSheet } from './inspector/phone-node-sheet'
import { dock, outline } from './lazy/parts'
import { useEditor, useEditorState, useUi } from './state/editor-context'

const NO_PROPS = {}

/** Phone layout: the canvas, the run panel above it, and the tapped node on top. */
export function PhonePanels() {
  const { ui } = useEditor()
  const isOutlineOpen = useUi((state) => state.isOutlineOpen)
  const toggle = () => ui.getState().set({ isOutlineOpen: !isOutlineOpen })
  const isDockOpen = useUi((state) => state.isDockOpen)
  const hasNode = useEditorState((state) => state.selection.length === 1)
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 flex-col" inert={isDockOpen || hasNode}>
        <div className="flex items-center gap-2 border-b bg-surface py-1 pr-1.5 pl-4">
          <p className="min-w-0 flex-1 text-muted text-xs">{t('canvas.viewOnly')}</p>
          <Button size="sm" variant="ghost" icon={isOutlineOpen ? 'network' : 'list-tree'} onClick={toggle}>
            {t(isOutlineOpen ? 'canvas.title' : 'outline.title')}
          </Button>
        </div>
        <div className="min-h-0 flex-1">
          {isOutlineOpen ? <LazyPart part={outline} props={NO_PROPS} /> : <FlowCanvas viewOnly />}
        </div>
      </div>
      {isDockOpen ? (
        <div className="absolute inset-0 z-10 flex flex-col" inert={hasNode}>
          <LazyPart part={dock} props={NO_PROPS} />
        </div>
      ) : null}
      {hasNode ? (
        <PhoneNodeSheet>
          <Inspector />
        </PhoneNodeSheet>
      ) : null}
    </div>
  )
}
