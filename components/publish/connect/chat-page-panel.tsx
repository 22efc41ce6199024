'use client'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Icon, type IconName } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { PublicationView } from '@/lib/contracts/versions'
import { ACCESS_LEVELS } from '../access-levels'

/** The address of the hosted page, and who may open it. */
export function ChatPagePanel({ appId, publication }: { appId: string; publication: PublicationView }) {
  const { baseUrl, slug, access, publishedVersion } = publication
  const url = `${baseUrl}/chat/${slug}`
  const isOpen = publishedVersion !== null && access !== 'key'
  return (
    <div className="flex max-w-2xl flex-col gap-4">
      <div className="rounded-lg border bg-surface p-5 shadow-sm">
        <p className="font-medium text-sm">{t('publish.pageAddress')}</p>
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <div className="flex h-10 min-w-0 flex-[1_1_16rem] items-center rounded-md border bg-sunken pr-1 pl-3">
            <code className="min-w-0 flex-1 truncate font-mono text-sm">{url}</code>
            <CopyButton text={url} />
          </div>
          {isOpen ? (
            <Button asChild variant="primary" size="lg">
              <a href={url} target="_blank" rel="noopener">
                <Icon name="external-link" size={15} />
                {t('publish.openChat')}
              </a>
            </Button>
          ) : null}
        </div>
        {publishedVersion === null ? (
          <p className="mt-3 text-muted text-sm">{t('publish.pageWaits')}</p>
        ) : access === 'key' ? (
          <p className="mt-3 text-muted text-sm">{t('publish.accessKeyText')}</p>
        ) : null}
      </div>
      <PanelRow
        icon={ACCESS_LEVELS[access].icon}
        title={t('publish.access')}
        text={ACCESS_LEVELS[access].label}
        action={<Link href={`/apps/${appId}/settings?tab=access`}>{t('publish.changeAccess')}</Link>}
      />
      <PanelRow
        icon="sparkles"
        title={t('publish.pageDesign')}
        text={t('publish.pageDesignText')}
        action={<Link href={`/apps/${appId}/share?tab=widget`}>{t('publish.pageDesignOpen')}</Link>}
      />
    </div>
  )
}

interface PanelRowProps {
  icon: IconName
  title: string
  text: string
  /** A link that looks like a button. */
  action: ReactElement
}

function PanelRow({ icon, title, text, action }: PanelRowProps) {
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-lg border bg-surface px-5 py-4">
      <span className="flex size-9 shrink-0 items-center justify-center rounded-md bg-sunken text-muted">
        <Icon name={icon} size={18} />
      </span>
      <div className="min-w-40 flex-1">
        <p className="font-medium text-sm">{title}</p>
        <p className="text-muted text-sm">{text}</p>
      </div>
      <Button asChild>{action}</Button>
    </div>
  )
}
