'use client'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { PublicationView } from '@/lib/contracts/versions'

export interface Published {
  number: number
  environment: string
  /** Whether the release waits for the approval of a second person. */
  isWaiting: boolean
  publication: PublicationView
}

/** The result of publishing, and the usual next steps. */
export function PublishedNote({ appId, published }: { appId: string; published: Published }) {
  const { number, environment, isWaiting, publication } = published
  const title = useRef<HTMLParagraphElement>(null)
  // The button that had the focus is gone.
  useEffect(() => title.current?.focus(), [])
  const isLive = environment === 'production' && !isWaiting
  return (
    <div className="flex flex-col items-center gap-4 py-6 text-center">
      <span className="flex size-12 items-center justify-center rounded-full bg-success-soft text-success">
        <Icon name={isWaiting ? 'clock' : 'check'} size={24} />
      </span>
      <div>
        <p ref={title} tabIndex={-1} className="font-semibold text-lg focus-visible:outline-none">
          {isWaiting
            ? t('publish.waits', { number, environment })
            : isLive
              ? t('publish.published', { number })
              : t('publish.publishedTo', { number, environment })}
        </p>
        <p className="mt-1 text-muted text-sm">{t(isLive ? 'publish.publishedText' : 'publish.publishedElsewhere')}</p>
      </div>
      <div className="flex flex-wrap justify-center gap-2">
        {isLive && publication.access !== 'key' ? (
          <Button asChild variant="accent">
            <a href={`${publication.baseUrl}/chat/${publication.slug}`} target="_blank" rel="noopener">
              <Icon name="external-link" size={15} />
              {t('publish.openChat')}
            </a>
          </Button>
        ) : null}
        {isLive ? (
          <Button asChild>
            <Link href={`/apps/${appId}/share`}>{t('publish.shareAndEmbed')}</Link>
          </Button>
        ) : null}
        <Button asChild variant={isLive ? 'ghost' : 'secondary'}>
          <Link href={`/apps/${appId}/releases`}>{t('publish.seeReleases')}</Link>
        </Button>
      </div>
    </div>
  )
}
