'use client'
import { LazyPart } from '@/components/ui/lazy-part'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { t } from '@/lib/client/messages/t'
import { LockedNote } from '../editing/locked-note'
import { lastRun } from '../lazy/last-run'
import { NodeRunBar } from '../parts/node-run-bar'
import { useEditor, useGraphNode, useUi } from '../state/editor-context'
import { InspectorHeader } from './inspector-header'
import { NodeSettings } from './node-settings'

/** Settings of the selected node and its part in the latest run. */
export function NodeInspector({ nodeId }: { nodeId: string }) {
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
      <LockedNote node={node} />
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
          <LazyPart part={lastRun} props={{ node }} />
        </TabsContent>
      </Tabs>
    </>
  )
}
