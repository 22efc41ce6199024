'use client'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { BudgetsPanel } from './budgets/budgets-panel'
import { ReplayPanel } from './replay/replay-panel'
import { UsagePanel } from './usage-panel'

export function UsagePage() {
  const [tab, setTab] = useUrlState('tab')
  return (
    <PageBody>
      <PageHeader title={t('usage.title')} description={t('usage.description')} />
      <Tabs value={tab || 'usage'} onValueChange={(next) => setTab(next === 'usage' ? '' : next)}>
        <TabsList className="mb-6">
          <TabsTrigger value="usage">{t('usage.tabUsage')}</TabsTrigger>
          <TabsTrigger value="budgets">{t('usage.tabBudgets')}</TabsTrigger>
          <TabsTrigger value="replay">{t('usage.tabReplay')}</TabsTrigger>
        </TabsList>
        <TabsContent value="usage">
          <UsagePanel />
        </TabsContent>
        <TabsContent value="budgets">
          <BudgetsPanel />
        </TabsContent>
        <TabsContent value="replay">
          <ReplayPanel />
        </TabsContent>
      </Tabs>
    </PageBody>
  )
}
