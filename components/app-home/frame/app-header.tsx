'use client'
import { AppTile } from '@/components/apps/app-tile'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { getApp } from '@/lib/contracts/apps'
import { getPublication } from '@/lib/contracts/versions'
import { AppBar } from './app-bar'
import { BackToApps } from './back-to-apps'
import { PublishButton } from './publish-button'

export function AppHeader({ appId, tab }: { appId: string; tab?: string }) {
  const params = { appId }
  const app = useContractQuery(getApp, { params }).data
  const publication = useContractQuery(getPublication, { params }).data
  const canEdit = useHasRole('editor')
  const hasPage = publication && publication.publishedVersion !== null && publication.access !== 'key'
  return (
    <AppBar
      appId={appId}
      name={app?.name ?? ''}
      {...(tab === undefined ? {} : { tab })}
      start={
        <>
          <BackToApps />
          {app ? (
            <>
              <span className="max-md:hidden xl:max-2xl:hidden">
                <AppTile app={app} size="sm" />
              </span>
              <span
                title={app.name}
                className="min-w-0 px-1 font-semibold text-base max-md:line-clamp-2 max-md:text-sm max-md:leading-4.5 md:truncate"
              >
                {app.name}
              </span>
              <LiveBadge version={app.publishedVersion} />
            </>
          ) : (
            <Skeleton className="h-5 w-40" />
          )}
        </>
      }
      end={
        <>
          {hasPage ? (
            <Button asChild variant="ghost">
              <a href={`${publication.baseUrl}/chat/${publication.slug}`} target="_blank" rel="noopener">
                <Icon name="external-link" size={15} />
                <span className="max-md:sr-only">{t('publish.openChat')}</span>
              </a>
            </Button>
          ) : null}
          {canEdit && app ? <PublishButton app={app} /> : null}
        </>
      }
    />
  )
}

function LiveBadge({ version }: { version: number | null }) {
  if (version === null) return <Badge>{t('apps.draft')}</Badge>
  return (
    <Badge tone="success">
      <span className="size-1.5 rounded-full bg-current" />
      {t('apps.live', { number: version })}
    </Badge>
  )
}
