'use client'
import { VisitorRequests } from '@/components/publish/visitors/visitor-requests'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getApp } from '@/lib/contracts/apps'
import { ThreadBrowser } from './thread-browser'

export function ConversationsPage({ appId }: { appId: string }) {
  const [tab, setTab] = useUrlState('tab')
  const name = useContractQuery(getApp, { params: { appId } }).data?.name ?? ''
  return (
    <PageBody>
      <PageHeader title={t('appHome.tabConversations')} description={t('appHome.conversationsText')} />
      <Tabs
        value={tab === 'visitors' ? tab : 'threads'}
        onValueChange={(next) => setTab(next === 'threads' ? '' : next)}
      >
        <TabsList className="mb-4">
          <TabsTrigger value="threads">{t('appHome.threads')}</TabsTrigger>
          <TabsTrigger value="visitors">{t('appHome.visitors')}</TabsTrigger>
        </TabsList>
        <TabsContent value="threads">
          <ThreadBrowser appId={appId} />
        </TabsContent>
        <TabsContent value="visitors">
          <VisitorRequests appId={appId} appName={name} />
        </TabsContent>
      </Tabs>
    </PageBody>
  )
}
