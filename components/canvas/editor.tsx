'use client'
import { ReactFlowProvider } from '@xyflow/react'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { LazyPart } from '@/components/ui/lazy-part'
import { ResizableSplit } from '@/components/ui/resizable-split'
import { useIsPhone } from '@/lib/client/hooks/use-is-phone'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import type { AppDetail } from '@/lib/contracts/apps'
import type { Graph } from '@/lib/graph/graph'
import type { GraphIssue } from '@/lib/graph/issue'
import { FileDrop } from './files/file-drop'
import { FlowCanvas } from './flow/flow-canvas'
import { EditorHeader } from './header/editor-header'
import { Inspector } from './inspector/inspector'
import { Announcer } from './keyboard/announcer'
import { useNodeKeys } from './keyboard/use-node-keys'
import { Dialogs } from './lazy/dialogs'
import { dock, outline, palette } from './lazy/parts'
import { phonePanels } from './lazy/phone-part'
import { PaletteRail } from './palette/palette-rail'
import { createEditor } from './state/create-editor'
import { EditorContext, useEditor, useEditorState, useUi } from './state/editor-context'
import { useAutosave } from './use-autosave'
import { useInspectorOnSelect, useRightPanels } from './use-right-panels'
import { useShortcuts } from './use-shortcuts'
import { useValidation } from './use-validation'
import { VersionsOverlay } from './versions/versions-overlay'

export interface PublishSlotProps {
  appName: string
  draft: { graph: Graph; revision: number }
  /** Null while the graph is still being checked. */
  issues: readonly GraphIssue[] | null
  open: boolean
  onOpenChange: (open: boolean) => void
}

export interface CanvasEditorProps {
  app: AppDetail
  /** The publish dialog belongs to another feature; the page injects it. */
  renderPublish?: (props: PublishSlotProps) => ReactNode
}

const NO_PROPS = {}

export function CanvasEditor({ app, renderPublish }: CanvasEditorProps) {
  const [editor] = useState(() => createEditor(app))
  const isPhone = useIsPhone()
  const wasPhone = useRef(isPhone)
  useEffect(() => {
    // The outline, the default on phones, would replace the canvas.
    if (wasPhone.current && !isPhone) editor.ui.getState().set({ isOutlineOpen: false })
    wasPhone.current = isPhone
  }, [editor, isPhone])
  return (
    <EditorContext value={editor}>
      <ReactFlowProvider>
        <Behavior />
        <FileDrop className="flex h-dvh flex-col overflow-hidden">
          <EditorHeaderWithPublish name={app.name} renderPublish={renderPublish} />
          {isPhone ? <LazyPart part={phonePanels} props={NO_PROPS} /> : <Panels />}
        </FileDrop>
        <Dialogs />
        <VersionsOverlay />
        <Announcer />
      </ReactFlowProvider>
    </EditorContext>
  )
}

function Behavior() {
  useAutosave()
  useValidation()
  useShortcuts()
  useNodeKeys()
  useInspectorOnSelect()
  return null
}

function Panels() {
  const isPaletteOpen = useUi((state) => state.isPaletteOpen)
  const { hasDock, hasInspector } = useRightPanels()
  return (
    <div className="flex min-h-0 flex-1">
      {isPaletteOpen ? <LazyPart part={palette} props={NO_PROPS} /> : <PaletteRail />}
      <ResizableSplit
        direction="row"
        sized="second"
        defaultSize={400}
        minSize={320}
        maxSize={720}
        storageKey="dock-right"
        label={t('canvas.resizeDockRight')}
        first={<WithInspector hasInspector={hasInspector} />}
        second={hasDock ? <LazyPart part={dock} props={NO_PROPS} /> : null}
      />
    </div>
  )
}

function WithInspector({ hasInspector }: { hasInspector: boolean }) {
  return (
    <ResizableSplit
      direction="row"
      sized="second"
      defaultSize={340}
      minSize={280}
      maxSize={640}
      storageKey="inspector"
      label={t('canvas.resizeInspector')}
      first={<Middle />}
      second={hasInspector ? <Inspector /> : null}
    />
  )
}

function Middle() {
  const isOutlineOpen = useUi((state) => state.isOutlineOpen)
  const isDockBelow = useUi((state) => state.isDockOpen && state.dockSide === 'bottom')
  return (
    <ResizableSplit
      direction="column"
      sized="second"
      defaultSize={380}
      minSize={160}
      maxSize={720}
      storageKey="dock"
      label={t('canvas.resizeDock')}
      first={isOutlineOpen ? <LazyPart part={outline} props={NO_PROPS} /> : <FlowCanvas />}
      second={isDockBelow ? <LazyPart part={dock} props={NO_PROPS} /> : null}
    />
  )
}

interface HeaderProps {
  name: string
  renderPublish: CanvasEditorProps['renderPublish']
}

/** Publishing uses the saved draft, so the draft is saved first. */
function EditorHeaderWithPublish({ name, renderPublish }: HeaderProps) {
  const { saver, store, ui } = useEditor()
  const [publish, setPublish] = useState<{ graph: Graph; revision: number } | null>(null)
  const [open, setOpen] = useState(false)
  const issues = useEditorState((state) => (open && state.isChecked ? state.issues : null))
  // A link can open the dialog.
  const [wanted, setWanted] = useUrlState('publish')
  const show = useCallback(async () => {
    ui.getState().set({ hasTried: true })
    if (!(await saver.flush())) return
    setPublish({ graph: store.getState().graph, revision: saver.revision() })
    setOpen(true)
  }, [saver, store, ui])
  useEffect(() => {
    if (wanted !== '') void show()
  }, [wanted, show])
  function change(isOpen: boolean) {
    setOpen(isOpen)
    if (!isOpen) setWanted('')
  }
  return (
    <>
      <EditorHeader name={name} onPublish={renderPublish ? () => void show() : null} />
      {renderPublish && publish
        ? renderPublish({ draft: publish, issues, appName: name, open, onOpenChange: change })
        : null}
    </>
  )
}
