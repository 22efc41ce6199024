'use client'
import { useState } from 'react'
import { AppProtection } from '@/components/protection/app-protection'
import { Badge } from '@/components/ui/badge'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getPublication, listVersions, type PublicationView, type VersionView } from '@/lib/contracts/versions'
import type { Graph } from '@/lib/graph/graph'
import { UseIt } from './connect/connect-panel'
import { PublicationSettingsForm } from './publication-settings-form'
import { PublishForm } from './publish-form'
import { VersionsList } from './versions/versions-list'
import { VisitorRequests } from './visitors/visitor-requests'
import { WidgetForm } from './widget/widget-form'

export interface PublishDialogProps {
  appId: string
  appName: string
  /** The current draft of the canvas. */
  graph: Graph
  revision: number
  open: boolean
  onOpenChange: (open: boolean) => void
}

export default function PublishDialog(props: PublishDialogProps) {
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange}>
      <DialogContent
        title={t('publish.titleOfDialog', { app: props.appName })}
        size="xl"
        className="min-h-[60vh]"
        onOpenAutoFocus={focusDialog}
      >
        <Content {...props} />
      </DialogContent>
    </Dialog>
  )
}

/** The content loads later, and the close button is a bad initial focus. */
function focusDialog(event: Event) {
  event.preventDefault()
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
}

function Content(props: PublishDialogProps) {
  const params = { appId: props.appId }
  const publication = useContractQuery(getPublication, { params })
  const versions = useContractQuery(listVersions, { params })
  const failed = publication.error ?? versions.error
  if (publication.data && versions.data)
    return <PublishTabs {...props} publication={publication.data} versions={versions.data.versions} />
  if (!failed) return <SkeletonRows count={4} />
  return (
    <ErrorPanel
      error={failed}
      onRetry={() => {
        void publication.refetch()
        void versions.refetch()
      }}
    />
  )
}

type Tab = 'publish' | 'use' | 'settings' | 'design' | 'visitors' | 'protection' | 'versions'
const TABS: readonly Tab[] = ['publish', 'use', 'settings', 'design', 'visitors', 'protection', 'versions']

interface PublishTabsProps extends PublishDialogProps {
  publication: PublicationView
  versions: VersionView[]
}

function PublishTabs({ appId, appName, graph, revision, publication, versions }: PublishTabsProps) {
  const [wanted] = useUrlState('publish')
  const [tab, setTab] = useState<Tab>(TABS.find((name) => name === wanted) ?? 'publish')
  // Shown once: kept as long as the dialog is open.
  const [secret, setSecret] = useState<string | null>(null)
  const live = versions.find((version) => version.live) ?? null
  return (
    <Tabs value={tab} onValueChange={(next) => setTab(TABS.find((candidate) => candidate === next) ?? 'publish')}>
      <TabsList>
        <TabsTrigger value="publish">{t('publish.tabPublish')}</TabsTrigger>
        <TabsTrigger value="use">{t('publish.tabUse')}</TabsTrigger>
        <TabsTrigger value="settings">{t('publish.tabSettings')}</TabsTrigger>
        <TabsTrigger value="design">{t('publish.tabDesign')}</TabsTrigger>
        <TabsTrigger value="visitors">{t('publish.tabVisitors')}</TabsTrigger>
        <TabsTrigger value="protection">{t('protection.tab')}</TabsTrigger>
        <TabsTrigger value="versions" className="flex items-center gap-1.5">
          {t('publish.tabVersions')}
          {versions.length > 0 ? <Badge>{versions.length}</Badge> : null}
        </TabsTrigger>
      </TabsList>
      <TabsContent value="publish" className="pt-4">
        <PublishForm appId={appId} graph={graph} revision={revision} live={live} onPublished={() => setTab('use')} />
      </TabsContent>
      <TabsContent value="use" className="pt-4">
        <UseIt
          app={{ id: appId, name: appName, graph }}
          publication={publication}
          live={live}
          secret={secret}
          onSecret={setSecret}
          onSettings={() => setTab('settings')}
        />
      </TabsContent>
      <TabsContent value="settings" className="pt-4">
        <PublicationSettingsForm appId={appId} publication={publication} />
      </TabsContent>
      <TabsContent value="design" className="pt-4">
        <WidgetForm appId={appId} graph={graph} publication={publication} />
      </TabsContent>
      <TabsContent value="visitors" className="pt-4">
        <VisitorRequests appId={appId} appName={appName} />
      </TabsContent>
      <TabsContent value="protection" className="pt-4">
        <AppProtection appId={appId} appName={appName} />
      </TabsContent>
      <TabsContent value="versions" className="pt-4">
        <VersionsList appId={appId} appName={appName} versions={versions} />
      </TabsContent>
    </Tabs>
  )
}
