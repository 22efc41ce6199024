'use client'
import { type ReactNode, useRef, useState } from 'react'
import { FormerAddresses } from '@/components/addresses/former-addresses'
import { StopNotices } from '@/components/protection/stop-notices'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ErrorPanel } from '@/components/ui/error-panel'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { useTab } from '@/lib/client/hooks/use-tab'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type EnvironmentView, listEnvironments } from '@/lib/contracts/environments'
import { listVersions, type VersionView } from '@/lib/contracts/versions'
import { EndMaintenance } from './environments/end-maintenance'
import { EnvironmentBoard } from './environments/environment-board'
import { MaintenanceDialog } from './environments/maintenance-dialog'
import { NewEnvironmentDialog } from './environments/new-environment-dialog'
import { HistoryPanel } from './history-panel'
import { ComparisonPanel } from './rollouts/comparison-panel'

/** Polling interval for automatic changes, such as a planned release or a rule. */
const REFRESH_MS = 5_000

const TABS = ['environments', 'versions', 'comparison', 'history']

export interface ReleasesPageProps {
  appId: string
  /** Renders the tab of versions, which belongs to another feature. */
  renderVersions: (versions: readonly VersionView[]) => ReactNode
}

export function ReleasesPage({ appId, renderVersions }: ReleasesPageProps) {
  const params = { appId }
  const environments = useContractQuery(listEnvironments, { params, refetchInterval: () => REFRESH_MS })
  const versions = useContractQuery(listVersions, { params })
  const [tab, setTab] = useTab(TABS)
  const comparison = useRef<HTMLSpanElement>(null)
  // A failed poll keeps the current data.
  const failed = blockingError(environments) ?? blockingError(versions)
  const all = environments.data?.environments
  const running = all?.filter(({ rollout }) => rollout !== null).length ?? 0
  return (
    <PageBody>
      <PageHeader
        title={t('releases.title')}
        description={t('releases.description')}
        actions={all ? <Actions appId={appId} environments={all} /> : null}
      />
      <StopNotices appId={appId} className="mb-4" />
      {failed ? (
        <ErrorPanel
          error={failed}
          onRetry={() => {
            for (const query of [environments, versions]) if (query.error) void query.refetch()
          }}
        />
      ) : null}
      {!failed && !(all && versions.data) ? <SkeletonRows count={5} /> : null}
      {all && versions.data ? (
        <Tabs value={tab} onValueChange={setTab}>
          <TabsList className="mb-6">
            <TabsTrigger value="environments">{t('releases.tabEnvironments')}</TabsTrigger>

            <TabsTrigger value="versions" className="flex items-center gap-1.5">
              {t('releases.tabVersions')}
              {versions.data.versions.length > 0 ? <Badge>{versions.data.versions.length}</Badge> : null}
            </TabsTrigger>
            <TabsTrigger value="comparison" className="flex items-center gap-1.5">
              <span ref={comparison}>{t('releases.tabComparison')}</span>
              {running > 0 ? <Badge tone="accent">{running}</Badge> : null}
            </TabsTrigger>
            <TabsTrigger value="history">{t('releases.tabHistory')}</TabsTrigger>
          </TabsList>
          <TabsContent value="environments">
            <EnvironmentBoard
              appId={appId}
              environments={all}
              versions={versions.data.versions.filter(({ isSound }) => isSound)}
              onCompare={() => {
                setTab('comparison')
                // The focused button unmounts with its tab.
                comparison.current?.closest('button')?.focus()
              }}
            />
            <div className="mt-6 max-w-2xl">
              <FormerAddresses appId={appId} />
            </div>
          </TabsContent>
          <TabsContent value="versions">{renderVersions(versions.data.versions)}</TabsContent>
          <TabsContent value="comparison">
            <ComparisonPanel appId={appId} />
          </TabsContent>
          <TabsContent value="history">
            <HistoryPanel appId={appId} environments={all} />
          </TabsContent>
        </Tabs>
      ) : null}
    </PageBody>
  )
}

function Actions({ appId, environments }: { appId: string; environments: readonly EnvironmentView[] }) {
  const [open, setOpen] = useState<'environment' | 'maintenance' | null>(null)
  const begin = useRef<HTMLButtonElement>(null)
  const canEdit = useHasRole('editor')
  if (!canEdit) return null
  const close = () => setOpen(null)
  const names = environments.map(({ name }) => name)
  return (
    <>
      {environments.some(({ maintenance }) => maintenance) ? (
        <EndMaintenance appId={appId} environment={null} next={begin} />
      ) : null}
      <Button ref={begin} icon="wrench" onClick={() => setOpen('maintenance')}>
        {t('releases.maintenanceTitle')}
      </Button>
      <Button icon="plus" onClick={() => setOpen('environment')}>
        {t('releases.newEnvironment')}
      </Button>
      {open === 'maintenance' ? <MaintenanceDialog appId={appId} names={names} where={null} onClose={close} /> : null}
      {open === 'environment' ? <NewEnvironmentDialog appId={appId} onClose={close} /> : null}
    </>
  )
}
