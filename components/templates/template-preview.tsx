'use client'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ErrorPanel } from '@/components/ui/error-panel'
import { GraphThumbnail } from '@/components/ui/graph-thumbnail'
import { Skeleton } from '@/components/ui/skeleton'
import { currentLocale } from '@/lib/client/messages/message-catalog'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getTemplateSample, type TemplateView } from '@/lib/contracts/templates'
import { CommunityNote } from './community-note'
import { ExampleRun } from './example-run'
import { worksWithoutKey } from './search-templates'
import { TemplateBadges } from './template-badges'
import { useCreateFromTemplate } from './use-create-from-template'

interface TemplatePreviewProps {
  template: TemplateView
  /** Leads to the form for the user's own documents, website or server. */
  onSetUp: () => void
}

export function TemplatePreview({ template, onSetUp }: TemplatePreviewProps) {
  const { create, busyId } = useCreateFromTemplate()
  const query = { templateId: template.id, locale: currentLocale() }
  const sample = useContractQuery(getTemplateSample, { query, staleTime: 600_000 })
  return (
    <div className="flex flex-col gap-4">
      <GraphThumbnail shape={template.shape} className="h-36 w-full rounded-lg border bg-sunken" />
      <div className="flex flex-wrap gap-1.5">
        <Badge tone="outline">{t(`templates.category-${template.category}`)}</Badge>
        <TemplateBadges template={template} />
        {template.tags.map((tag) => (
          <Badge key={tag} tone="plain">
            {tag}
          </Badge>
        ))}
      </div>
      {template.community === null ? null : <CommunityNote community={template.community} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="primary" autoFocus busy={busyId !== null} onClick={() => create(template)}>
          {t('templates.useTemplate')}
        </Button>
        <Button onClick={onSetUp}>{t('templates.setUp')}</Button>
      </div>
      <p className="text-muted text-xs">
        {t(worksWithoutKey(template) ? 'templates.createsKeyless' : 'templates.creates')}
      </p>
      {sample.error ? <ErrorPanel error={sample.error} onRetry={() => void sample.refetch()} /> : null}
      {sample.data && sample.data.answer !== '' ? (
        <ExampleRun sample={sample.data} />
      ) : sample.error || sample.data ? null : (
        <Skeleton className="h-40" />
      )}
    </div>
  )
}
