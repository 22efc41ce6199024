'use client'
import { useCallback, useEffect, useState } from 'react'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Spinner } from '@/components/ui/spinner'
import { checkReachable } from '@/lib/client/connection/check-reachable'
import { untilReachable } from '@/lib/client/connection/reachability'
import { isOffline } from '@/lib/client/http/parse-error'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { signIn } from '@/lib/client/session/signed-out'
import { type AppDetail, getApp } from '@/lib/contracts/apps'
import { AppError } from '@/lib/core/app-error'
import { CanvasEditor, type CanvasEditorProps } from './editor'
import { untilSaved } from './state/saving/unfinished-saves'

export interface EditorPageProps extends Pick<CanvasEditorProps, 'renderPublish'> {
  appId: string
}

export function EditorPage({ appId, renderPublish }: EditorPageProps) {
  const { app, error, load } = useFreshApp(appId)
  if (app) return <CanvasEditor key={app.id} app={app} {...(renderPublish ? { renderPublish } : {})} />
  return (
    <main className="flex h-dvh items-center justify-center p-6">
      {error ? (
        <ErrorPanel error={error} onRetry={load} className="w-full max-w-md" />
      ) : (
        <Spinner size={20} label={t('common.loading')} className="text-faint" />
      )}
    </main>
  )
}

/** Bypasses the query cache: a stale graph would cause a conflict on its first save. */
function useFreshApp(appId: string) {
  const [app, setApp] = useState<AppDetail | null>(null)
  const [error, setError] = useState<unknown>(null)
  const load = useCallback(() => {
    setError(null)
    readApp(appId).then((loaded) => {
      setApp(loaded)
      document.title = `${loaded.name} · Patchbay`
    }, setError)
  }, [appId])
  useEffect(load, [load])
  return { app, error, load }
}

/** Waits while the server is unreachable, and for sign-in after the session has expired. */
async function readApp(appId: string): Promise<AppDetail> {
  for (let rejections = 0; ; ) {
    await untilSaved(appId)
    try {
      return await request(getApp, { params: { appId } })
    } catch (failure) {
      if (isOffline(failure) && !(await checkReachable())) await untilReachable()
      else if (AppError.isInstance(failure) && failure.code === 'UNAUTHENTICATED') await signIn(rejections++)
      else throw failure
    }
  }
}
