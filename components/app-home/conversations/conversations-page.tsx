'use client'
import { VisitorRequests } from '@/components/publish/visitors/visitor-requests'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { useTab } from '@/lib/client/hooks/use-tab'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getApp } from '@/lib/contracts/apps'
import { MemoryList } from './memory-list'
import { ThreadBrowser } from './thread-browser'

const TABS = ['threads', 'visitors', 'memory']

export function ConversationsPage({ appId }: { appId: string }) {
  const [tab, setTab] = useTab(TABS)
  const name = useContractQuery(getApp, { params: { appId } }).data?.name ?? ''
  return (
    <PageBody>
      <PageHeader title={t('appHome.tabConversations')} description={t('appHome.conversationsText')} />
      <Tabs value={tab} onValueChange={setTab}>
        <TabsList className="mb-4">
          <TabsTrigger value="threads">{t('appHome.threads')}</TabsTrigger>
          <TabsTrigger value="visitors">{t('appHome.visitors')}</TabsTrigger>
          <TabsTrigger value="memory">{t('appHome.memory')}</TabsTrigger>
        </TabsList>
        <TabsContent value="threads">
          <ThreadBrowser appId={appId} />
        </TabsContent>
        <TabsContent value="visitors">
          <VisitorRequests appId={appId} appName={name} />
        </TabsContent>
        <TabsContent value="memory">
          <MemoryList appId={appId} appName={name} />
        </TabsContent>
      </Tabs>
    </PageBody>
  )
}
