'use client'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { useDeleteApp } from '@/components/apps/use-delete-app'
import { TakeOffline } from '@/components/publish/versions/take-offline'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'
import type { AppDetail } from '@/lib/contracts/apps'

export function DangerZone({ app }: { app: AppDetail }) {
  const router = useRouter()
  const remove = useDeleteApp({ onDeleted: () => router.push('/apps') })
  return (
    <div className="max-w-2xl divide-y rounded-lg border border-danger/30 bg-surface">
      {app.publishedVersion === null ? null : (
        <Row title={t('publish.takeOffline')} text={t('publish.takeOfflineText')}>
          <TakeOffline appId={app.id} appName={app.name} />
        </Row>
      )}
      <Row title={t('appHome.deleteApp')} text={t('appHome.deleteAppText')}>
        <Button variant="danger" icon="trash" onClick={() => remove(app)}>
          {t('appHome.deleteApp')}
        </Button>
      </Row>
    </div>
  )
}

function Row({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className="flex flex-wrap items-center justify-between gap-3 p-4">
      <div className="min-w-48 flex-1">
        <h2 className="font-medium text-sm">{title}</h2>
        <p className="text-muted text-sm">{text}</p>
      </div>
      {children}
    </section>
  )
}
