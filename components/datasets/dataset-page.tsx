'use client'
import { useRouter } from 'next/navigation'
import { Badge } from '@/components/ui/badge'
import { ErrorPanel } from '@/components/ui/error-panel'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { useTab } from '@/lib/client/hooks/use-tab'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { type DatasetView, getDataset } from '@/lib/contracts/datasets'
import { CardPanel } from './card-panel'
import { DatasetMenu } from './dataset-menu'
import { ExamplesPanel } from './examples/examples-panel'
import { KIND_LABELS } from './kind-labels'
import { AddSourceMenu } from './sources/add-source-menu'
import { SourcesPanel } from './sources/sources-panel'
import { StatisticsPanel } from './statistics/statistics-panel'
import { VersionsPanel } from './versions/versions-panel'

export function DatasetPage({ datasetId }: { datasetId: string }) {
  const router = useRouter()
  const dataset = useContractQuery(getDataset, { params: { datasetId } })
  return (
    <PageBody>
      <PageHeader
        back={{ href: '/data', label: t('datasets.title') }}
        title={
          dataset.data ? (
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              {dataset.data.name}
              <Badge tone="outline">{t(KIND_LABELS[dataset.data.kind].label)}</Badge>
            </span>
          ) : dataset.error ? (
            t('datasets.title')
          ) : (
            <Skeleton className="h-7 w-56" />
          )
        }
        description={dataset.data?.description}
        actions={
          dataset.data ? (
            <>
              <AddSourceMenu dataset={dataset.data} />
              <DatasetMenu dataset={dataset.data} onDeleted={() => router.push('/data')} />
            </>
          ) : null
        }
      />
      {blockingError(dataset) ? (
        <ErrorPanel error={dataset.error} onRetry={() => void dataset.refetch()} />
      ) : dataset.data ? (
        <DatasetTabs dataset={dataset.data} />
      ) : (
        <SkeletonRows />
      )}
    </PageBody>
  )
}

const TABS = {
  examples: { label: 'datasets.tabExamples', Panel: ExamplesPanel },
  sources: { label: 'datasets.tabSources', Panel: SourcesPanel },
  statistics: { label: 'datasets.tabStatistics', Panel: StatisticsPanel },
  versions: { label: 'datasets.tabVersions', Panel: VersionsPanel },
  card: { label: 'datasets.tabCard', Panel: CardPanel },
} as const
const TAB_NAMES = Object.keys(TABS)

function DatasetTabs({ dataset }: { dataset: DatasetView }) {
  const [tab, setTab] = useTab(TAB_NAMES)
  return (
    <Tabs value={tab} onValueChange={setTab}>
      <TabsList className="mb-5">
        {Object.entries(TABS).map(([name, { label }]) => (
          <TabsTrigger key={name} value={name}>
            {t(label)}
          </TabsTrigger>
        ))}
      </TabsList>
      {Object.entries(TABS).map(([name, { Panel }]) => (
        <TabsContent key={name} value={name}>
          <Panel dataset={dataset} />
        </TabsContent>
      ))}
    </Tabs>
  )
}
