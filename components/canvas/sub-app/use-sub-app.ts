'use client'
import { useMemo } from 'react'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { request } from '@/lib/client/request'
import { createApp, deleteApp } from '@/lib/contracts/apps'
import { getVersion, listVersions, publishVersion } from '@/lib/contracts/versions'
import { AppError } from '@/lib/core/app-error'
import type { GraphNode } from '@/lib/graph/graph'
import { useEditor } from '../state/editor-context'
import { type Extraction, extractApp } from './extract-app'
import { inlineApp } from './inline-app'
import { replaceByApp } from './replace-by-app'

/** Makes an app of the chosen nodes, and puts an app in the place of its node. */
export function useSubApp() {
  const { store, manifests } = useEditor()
  return useMemo(
    () => ({
      /** @throws AppError when the app cannot be made or published; then nothing is left of it */
      async extract(extraction: Extraction, name: string): Promise<void> {
        const before = store.getState().graph
        const made = await publishApp(extraction, name)
        if (store.getState().graph !== before) {
          await request(deleteApp, { params: { appId: made.appId } })
          throw new AppError('CONFLICT', t('subApps.changed'))
        }
        const { graph, id } = replaceByApp(before, manifests, { extraction, app: { ...made, name } })
        store.getState().commit(graph, { select: [id] })
        toast.success(t('subApps.made', { name }), { description: t('subApps.madeHint') })
      },
      async inline(node: GraphNode): Promise<void> {
        try {
          const app = await graphOfVersion(node)
          const { graph, commit } = store.getState()
          const result = inlineApp(graph, manifests, { nodeId: node.id, app })
          if (result.ok) {
            commit(result.graph, { select: result.ids })
            toast.success(t('subApps.inlined', { name: node.label }))
          } else toast.error(t('subApps.cannotInline'), { description: result.reason })
        } catch (error) {
          toast.error(t('subApps.cannotInline'), {
            description: error instanceof Error ? error.message : String(error),
          })
        }
      },
      plan: () => extractApp(store.getState().graph, manifests, store.getState().selection),
    }),
    [store, manifests],
  )
}

async function publishApp({ graph }: Extraction, name: string): Promise<{ appId: string; versionId: string }> {
  const app = await request(createApp, { body: { name, kind: 'form', graph } })
  try {
    const params = { appId: app.id }
    const { version } = await request(publishVersion, { params, body: { note: '', revision: app.revision } })
    return { appId: app.id, versionId: version.id }
  } catch (error) {
    await request(deleteApp, { params: { appId: app.id } })
    throw error
  }
}

/** The drawing of the version that the node runs: the one it is pinned to, else the published one. */
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
  if (!live) throw new AppError('NOT_FOUND', t('subApps.noVersion'))
  return live.id
}
