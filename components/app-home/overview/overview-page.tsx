'use client'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getAppOverview } from '@/lib/contracts/app-overview'
import { getApp } from '@/lib/contracts/apps'
import { getPublication } from '@/lib/contracts/versions'
import { Loaded } from '../frame/loaded'
import { NextSteps } from './next-steps'
import { OverviewCharts } from './overview-charts'
import { OverviewTiles } from './overview-tiles'
import { StatusCard } from './status-card'

const RANGES = ['7', '30', '90'] as const
const REFRESH_MS = 30_000

export function OverviewPage({ appId }: { appId: string }) {
  const params = { appId }
  const [wanted, setWanted] = useUrlState('days')
  const range = RANGES.find((days) => days === wanted) ?? '7'
  const app = useContractQuery(getApp, { params })
  const publication = useContractQuery(getPublication, { params })
  const overview = useContractQuery(getAppOverview, {
    params,
    query: { days: Number(range) },
    keepPrevious: true,
    refetchInterval: () => REFRESH_MS,
  })
  return (
    <Loaded title={t('appHome.tabOverview')} queries={[app, publication, overview]}>
      {(found, published, use) => (
        <PageBody>
          <PageHeader
            title={t('appHome.tabOverview')}
            {...(found.description ? { description: found.description } : {})}
            actions={
              <SegmentedControl
                label={t('appHome.range')}
                value={range}
                onValueChange={(days) => setWanted(days === '7' ? '' : days)}
                options={RANGES.map((value) => ({ value, label: t('appHome.rangeDays', { count: Number(value) }) }))}
              />
            }
          />
          <div className="flex flex-col gap-5">
            <NextSteps app={found} publication={published} overview={use} />
            <StatusCard app={found} publication={published} overview={use} />
            <OverviewTiles overview={use} appId={appId} />
            <OverviewCharts overview={use} />
          </div>
        </PageBody>
      )}
    </Loaded>
  )
}
