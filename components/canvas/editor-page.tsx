'use client'
import { useCallback, useEffect, useState } from 'react'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Spinner } from '@/components/ui/spinner'
import { t } from '@/lib/client/messages/t'
import { request } from '@/lib/client/request'
import { type AppDetail, getApp } from '@/lib/contracts/apps'
import { AppError } from '@/lib/core/app-error'
import { CanvasEditor, type CanvasEditorProps } from './editor'

export interface EditorPageProps extends Pick<CanvasEditorProps, 'renderPublish'> {
  appId: string
}

/** Loads the app and opens its canvas. */
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

/** Not from the query cache: a drawing that was saved since would come back old, and its first save would conflict. */
function useFreshApp(appId: string) {
  const [app, setApp] = useState<AppDetail | null>(null)
  const [error, setError] = useState<unknown>(null)
  const load = useCallback(() => {
    setError(null)
    request(getApp, { params: { appId } }).then(
      (loaded) => {
        setApp(loaded)
        document.title = `${loaded.name} · Patchbay`
      },
      (failure: unknown) => {
        setError(failure)
        if (AppError.isInstance(failure) && failure.code === 'UNAUTHENTICATED') signIn()
      },
    )
  }, [appId])
  useEffect(load, [load])
  return { app, error, load }
}

function signIn(): void {
  window.location.assign(`/sign-in?next=${encodeURIComponent(window.location.pathname)}`)
}
