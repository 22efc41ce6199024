'use client'
import { LazyPart } from '@/components/ui/lazy-part'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { makePart } from '@/components/ui/part'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { useTab } from '@/lib/client/hooks/use-tab'
import { t } from '@/lib/client/messages/t'
import { UsagePanel } from './usage-panel'

const budgetsPanel = makePart(() => import('./budgets/budgets-panel').then((module) => module.BudgetsPanel))
const replayPanel = makePart(() => import('./replay/replay-panel').then((module) => module.ReplayPanel))

const TABS = ['usage', 'budgets', 'replay']

export function UsagePage() {
  const [tab, setTab] = useTab(TABS)
  return (
    <PageBody>
      <PageHeader title={t('usage.title')} description={t('usage.description')} />
      <Tabs value={tab} onValueChange={setTab}>
        <TabsList className="mb-6">
          <TabsTrigger value="usage">{t('usage.tabUsage')}</TabsTrigger>
          <TabsTrigger value="budgets">{t('usage.tabBudgets')}</TabsTrigger>
          <TabsTrigger value="replay">{t('usage.tabReplay')}</TabsTrigger>
        </TabsList>
        <TabsContent value="usage">
          <UsagePanel />
        </TabsContent>
        <TabsContent value="budgets">
          <LazyPart part={budgetsPanel} props={{}} />
        </TabsContent>
        <TabsContent value="replay">
          <LazyPart part={replayPanel} props={{}} />
        </TabsContent>
      </Tabs>
    </PageBody>
  )
}
