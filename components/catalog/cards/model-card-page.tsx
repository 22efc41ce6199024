'use client'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { ErrorPanel } from '@/components/ui/error-panel'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton'
import { download } from '@/lib/client/download'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { buildUrl } from '@/lib/client/http/build-url'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { MEASURED_DAYS, type MeasuredDays } from '@/lib/contracts/card-params'
import { downloadModelCard, getModelCard, type ModelCardView } from '@/lib/contracts/model-cards'
import { oneOf } from '@/lib/core/one-of'
import { ChecksPanel } from '../checks/checks-panel'
import { writeCompared } from '../compare/compared-models'
import { words } from '../value-labels'
import { FactsPanel } from './facts-panel'
import { MeasurementsPanel } from './measurements-panel'
import { RetirementBadge } from './retirement-badge'
import { ScorecardPanel } from './scorecard-panel'
import { TextsPanel } from './texts-panel'
import { UsedByPanel } from './used-by-panel'

export function ModelCardPage({ connection, model }: { connection: string; model: string }) {
  const [daysInAddress, setDays] = useUrlState('days')
  const days = oneOf(MEASURED_DAYS, daysInAddress) ?? '7'
  const params = { connectionId: connection, model }
  const card = useContractQuery(getModelCard, { params, query: { days }, keepPrevious: true })
  return (
    <PageBody>
      <PageHeader
        back={{ href: '/models/catalog', label: t('catalog.back') }}
        title={card.data?.summary.label ?? (card.error ? t('catalog.back') : <Skeleton className="h-7 w-56" />)}
        description={card.data ? <Subtitle card={card.data} /> : null}
        actions={card.data ? <Actions card={card.data} params={params} /> : null}
      />
      {card.error ? (
        <ErrorPanel error={card.error} onRetry={() => void card.refetch()} />
      ) : !card.data ? (
        <SkeletonRows />
      ) : (
        <Panels card={card.data} days={days} onDays={(next) => setDays(next === '7' ? '' : next)} params={params} />
      )}
    </PageBody>
  )
}

function Subtitle({ card: { summary } }: { card: ModelCardView }) {
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <span className="mr-1">
        {summary.connectionName ?? summary.providerLabel} · <code className="text-xs">{summary.model}</code>
      </span>
      {summary.abilities.map((ability) => (
        <Badge key={ability}>{words.ability(ability)}</Badge>
      ))}
      {summary.connectionName === null ? <Badge tone="outline">{t('catalog.availableBadge')}</Badge> : null}
      <RetirementBadge retiresOn={summary.retiresOn} />
    </span>
  )
}

function Actions({ card, params }: { card: ModelCardView; params: { connectionId: string; model: string } }) {
  const canEdit = useHasRole('editor')
  const isOpen = card.summary.connectionName === null
  const compared = writeCompared([{ connection: params.connectionId, model: params.model }])
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button icon="download">{t('catalog.download')}</Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <FileItem params={params} format="markdown" label={t('catalog.downloadMarkdown')} />
          <FileItem params={params} format="hugging-face" label={t('catalog.downloadHuggingFace')} />
        </DropdownMenuContent>
      </DropdownMenu>
      <Button asChild>
        <Link href={`/models/catalog?compare=${encodeURIComponent(compared)}`}>{t('catalog.compare')}</Link>
      </Button>
      {isOpen && canEdit ? (
        <Button asChild variant="primary">
          <Link href="/models?new=connection">{t('catalog.connect')}</Link>
        </Button>
      ) : null}
    </>
  )
}

interface FileItemProps {
  params: { connectionId: string; model: string }
  format: 'markdown' | 'hugging-face'
  label: string
}

function FileItem({ params, format, label }: FileItemProps) {
  return (
    <DropdownMenuItem icon="file-text" onSelect={() => download(buildUrl(downloadModelCard.path, params, { format }))}>
      {label}
    </DropdownMenuItem>
  )
}

interface PanelsProps {
  card: ModelCardView
  days: MeasuredDays
  onDays: (days: MeasuredDays) => void
  params: { connectionId: string; model: string }
}

function Panels({ card, days, onDays, params }: PanelsProps) {
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-6">
        <MeasurementsPanel card={card} days={days} onDays={onDays} />
        <ScorecardPanel scorecard={card.scorecard} />
        <ChecksPanel card={card} params={params} />
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        <FactsPanel card={card} />
        <UsedByPanel usedBy={card.usedBy} />
        <TextsPanel card={card} params={params} />
      </div>
    </div>
  )
}
