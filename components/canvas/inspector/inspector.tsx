'use client'
import { EmptyState } from '@/components/ui/empty-state'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { t } from '@/lib/client/messages/t'
import { NodeLook } from '../editing/node-look'
import { LastRun, NodeSettings } from '../lazy/parts'
import { NodeRunBar } from '../parts/node-run-bar'
import { useEditor, useEditorState, useGraphNode, useUi } from '../state/editor-context'
import { ArrangeButtons } from './arrange-buttons'
import { InspectorHeader } from './inspector-header'

/** All about the chosen node: what it is set to, and what it did in the newest run. */
export function Inspector() {
  const selection = useEditorState((state) => state.selection)
  const only = selection.length === 1 ? selection[0] : undefined
  return (
    <aside
      data-panel="inspector"
      aria-label={t('canvas.inspector')}
      className="flex min-h-0 flex-1 flex-col bg-surface"
    >
      {only === undefined ? <NothingChosen count={selection.length} /> : <NodeInspector key={only} nodeId={only} />}
    </aside>
  )
}

function NodeInspector({ nodeId }: { nodeId: string }) {
  const { ui, manifests } = useEditor()
  const node = useGraphNode(nodeId)
  const tab = useUi((state) => state.inspectorTab)
  if (!node) return null
  const manifest = manifests(node.type)
  const isNote = manifest?.role === 'note'
  return (
    <>
      <InspectorHeader node={node} manifest={manifest} />
      <NodeRunBar node={node} />
      <NodeLook node={node} />
      <Tabs
        value={isNote ? 'settings' : tab}
        onValueChange={(next) => ui.getState().set({ inspectorTab: next === 'run' ? 'run' : 'settings' })}
        className="flex min-h-0 flex-1 flex-col"
      >
        {isNote ? null : (
          <TabsList className="px-4">
            <TabsTrigger value="settings">{t('canvas.settings')}</TabsTrigger>
            <TabsTrigger value="run">{t('canvas.runTab')}</TabsTrigger>
          </TabsList>
        )}
        <TabsContent value="settings" className="min-h-0 flex-1 overflow-y-auto p-4 pb-16">
          <fieldset disabled={node.locked ?? false} inert={node.locked ?? false} className="min-w-0">
            <NodeSettings node={node} manifest={manifest} />
          </fieldset>
        </TabsContent>
        <TabsContent value="run" className="min-h-0 flex-1 overflow-y-auto p-4 pb-16">
          <LastRun node={node} />
        </TabsContent>
      </Tabs>
    </>
  )
}

function NothingChosen({ count }: { count: number }) {
  if (count > 1) {
    return (
      <>
        <EmptyState compact icon="layers" title={t('canvas.manyChosen', { count })} text={t('canvas.manyChosenText')} />
        <ArrangeButtons count={count} />
      </>
    )
  }
  return <EmptyState compact icon="hand" title={t('canvas.noneChosen')} text={t('canvas.noneChosenText')} />
}
