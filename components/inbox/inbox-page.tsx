'use client'
import { Badge } from '@/components/ui/badge'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { t } from '@/lib/client/messages/t'
import { useInboxCount } from '@/lib/client/use-inbox-count'
import { useUrlState } from '@/lib/client/use-url-state'
import { AlertsPanel } from './alerts-panel'
import { ApprovalsTab } from './approvals-tab'
import { FailuresPanel } from './failures-panel'

const TABS = ['approvals', 'failures', 'alerts'] as const

export function InboxPage() {
  const [tab, setTab] = useUrlState('tab')
  const count = useInboxCount()
  const current = TABS.find((name) => name === tab) ?? 'approvals'
  return (
    <PageBody>
      <PageHeader title={t('inbox.title')} description={t('inbox.titleHint')} />
      <Tabs value={current} onValueChange={(next) => setTab(next === 'approvals' ? '' : next)}>
        <TabsList className="mb-4">
          {TABS.map((name) => (
            <TabsTrigger key={name} value={name} className="inline-flex items-center gap-1.5">
              {t(`inbox.${name}`)}
              {count && count[name] > 0 ? <Badge tone="accent">{count[name]}</Badge> : null}
            </TabsTrigger>
          ))}
        </TabsList>
        <TabsContent value="approvals">
          <ApprovalsTab />
        </TabsContent>
        <TabsContent value="failures">
          <FailuresPanel />
        </TabsContent>
        <TabsContent value="alerts">
          <AlertsPanel />
        </TabsContent>
      </Tabs>
    </PageBody>
  )
}
