import { toast } from '@/components/ui/toast'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { getVersion, listVersions } from '@/lib/contracts/versions'
import { AppError } from '@/lib/core/app-error'
import type { GraphNode } from '@/lib/graph/graph'
import { verbatim } from '@/lib/messages/problems/verbatim'
import type { Editor } from '../state/editor-context'
import { inlineApp } from './inline-app'

/** Inlines the app of a node, or explains why this is not possible. */
export async function inlineNode({ store, manifests }: Editor, node: GraphNode): Promise<void> {
  try {
    const app = await graphOfVersion(node)
    const { graph, commit } = store.getState()
    const result = inlineApp(graph, manifests, { nodeId: node.id, app })
    if (!result.ok) return void toast.error(t('subApps.cannotInline'), { description: result.reason })
    commit(result.graph, { select: result.ids })
    toast.success(t('subApps.inlined', { name: node.label }))
  } catch (error) {
    toast.error(t('subApps.cannotInline'), { description: error instanceof Error ? error.message : String(error) })
  }
}

/** The graph of the version that the node runs: the pinned one, otherwise the published one. */
async function graphOfVersion({ config }: GraphNode) {
  const appId = typeof config.appId === 'string' ? config.appId : ''
  const pinned = typeof config.versionId === 'string' ? config.versionId : ''
  const versionId = pinned || (await liveVersion(appId))
  const { graph } = await request(getVersion, { params: { appId, versionId } })
  return graph
}

async function liveVersion(appId: string): Promise<string> {
  const { versions } = await request(listVersions, { params: { appId } })
  const live = versions.find((version) => version.live)
  if (!live) throw new AppError('NOT_FOUND', verbatim(t('subApps.noVersion')))
  return live.id
}
