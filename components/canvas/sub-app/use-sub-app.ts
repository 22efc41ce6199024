'use client'
import { useMemo } from 'react'
import { toast } from '@/components/ui/toast'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { createApp, deleteApp } from '@/lib/contracts/apps'
import { publishVersion } from '@/lib/contracts/versions'
import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { useEditor } from '../state/editor-context'
import { extractApp } from './extract-app'
import type { Extraction } from './extraction'
import { replaceByApp } from './replace-by-app'

/** Creates an app from the selection. */
export function useSubApp() {
  const { store, manifests } = useEditor()
  return useMemo(
    () => ({
      /** @throws AppError if the app cannot be created or published; the created app is then deleted */
      async extract(extraction: Extraction, name: string): Promise<void> {
        const before = store.getState().graph
        const published = await publishApp(extraction, name)
        if (store.getState().graph !== before) {
          await request(deleteApp, { params: { appId: published.appId } })
          throw new AppError('CONFLICT', verbatim(t('subApps.changed')))
        }
        const { graph, id } = replaceByApp(before, manifests, { extraction, app: { ...published, name } })
        store.getState().commit(graph, { select: [id] })
        toast.success(t('subApps.made', { name }), { description: t('subApps.madeHint') })
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
