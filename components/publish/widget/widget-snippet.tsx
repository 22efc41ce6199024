'use client'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Icon } from '@/components/ui/icon'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { t } from '@/lib/client/messages/t'
import type { PublicationView } from '@/lib/contracts/versions'
import { htmlSnippet, type WidgetMode } from '../connect/snippets'
import { DesignerSection } from './designer-section'

/** The widget code for a website, in each of the three modes. */
export function WidgetSnippet({ appId, publication }: { appId: string; publication: PublicationView }) {
  const [mode, setMode] = useState<WidgetMode>('bubble')
  return (
    <DesignerSection title={t('publish.useHtml')}>
      <SegmentedControl
        size="sm"
        className="self-start"
        label={t('publish.useHtml')}
        value={mode}
        onValueChange={setMode}
        options={[
          { value: 'bubble', label: t('publish.modeBubble') },
          { value: 'inline', label: t('publish.modeInline') },
          { value: 'page', label: t('publish.modePage') },
        ]}
      />
      <CodeBlock title={t('publish.snippetHtml')} code={htmlSnippet(publication, mode)} wrap />
      <AllowedPages appId={appId} pages={publication.allowedOrigins} />
    </DesignerSection>
  )
}

function AllowedPages({ appId, pages }: { appId: string; pages: readonly string[] }) {
  if (pages.length > 0)
    return <p className="text-muted text-xs">{t('publish.htmlPages', { pages: pages.join(', ') })}</p>
  return (
    <p className="flex flex-wrap items-center gap-2 rounded-md bg-warning-soft px-3 py-2 text-sm text-warning">
      <Icon name="alert-triangle" size={14} />
      <span className="min-w-0 flex-1">{t('publish.htmlNeedsPage')}</span>
      <Button asChild size="sm">
        <Link href={`/apps/${appId}/settings?tab=access`}>{t('publish.htmlNeedsPageAction')}</Link>
      </Button>
    </p>
  )
}
