'use client'
import { NodeTrace } from '@/components/runs/trace/node-trace'
import { EmptyState } from '@/components/ui/empty-state'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'
import type { GraphNode } from '@/lib/graph/graph'
import { NodeIcon } from '../flow/nodes/node-icon'
import { useTracedNode } from '../flow/use-traced-node'
import { FramePicker } from '../inspector/frame-picker'
import { NodeSettings } from '../inspector/node-settings'
import { useEditor, useEditorState, useGraphNode, useUi } from '../state/editor-context'

/** The selected node at the current position, with settings that can be changed for a trial. */
export function TravelNode({ runId, isRerun }: { runId: string; isRerun: boolean }) {
  const selected = useEditorState(({ selection }) => (selection.length === 1 ? selection[0] : undefined))
  const node = useGraphNode(selected ?? '')
  return (
    <aside aria-label={t('timeTravel.node')} className="flex min-h-0 flex-1 flex-col bg-surface">
      {node ? (
        <Node key={node.id} node={node} runId={runId} isRerun={isRerun} />
      ) : (
        <EmptyState compact icon="hand" title={t('timeTravel.noNode')} text={t('timeTravel.noNodeText')} />
      )}
    </aside>
  )
}

interface NodeProps {
  node: GraphNode
  runId: string
  isRerun: boolean
}

function Node({ node, runId, isRerun }: NodeProps) {
  const { manifests, ui } = useEditor()
  const tab = useUi((state) => state.inspectorTab)
  const canEdit = useHasRole('editor')
  const manifest = manifests(node.type)
  return (
    <>
      <header className="flex items-start gap-3 px-4 pt-4 pb-3">
        <NodeIcon manifest={manifest} />
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold text-base">{node.label}</h2>
          <p className="text-muted text-xs">{manifest?.description}</p>
        </div>
      </header>
      <Tabs
        value={tab}
        onValueChange={(next) => ui.getState().set({ inspectorTab: next === 'run' ? 'run' : 'settings' })}
        className="flex min-h-0 flex-1 flex-col"
      >
        <TabsList className="px-4">
          <TabsTrigger value="run">{t('timeTravel.trace')}</TabsTrigger>
          <TabsTrigger value="settings">{t('timeTravel.settings')}</TabsTrigger>
        </TabsList>
        <TabsContent value="run" className="min-h-0 flex-1 overflow-y-auto p-4 pb-16">
          <Trace node={node} runId={runId} isRerun={isRerun} />
        </TabsContent>
        <TabsContent value="settings" className="min-h-0 flex-1 overflow-y-auto p-4 pb-16">
          {canEdit ? null : <p className="mb-3 text-muted text-sm">{t('timeTravel.onlyEditors')}</p>}
          <div inert={!canEdit}>
            <NodeSettings node={node} manifest={manifest} withPolicy={false} />
          </div>
        </TabsContent>
      </Tabs>
    </>
  )
}

function Trace({ node, runId, isRerun }: NodeProps) {
  const state = useTracedNode(node.id)
  if (!state)
    return <EmptyState compact icon="clock" title={t('timeTravel.notYet')} text={t('timeTravel.notYetText')} />
  return (
    <>
      <FramePicker state={state} />
      <NodeTrace state={state} runId={runId} isRerun={isRerun} />
    </>
  )
}
