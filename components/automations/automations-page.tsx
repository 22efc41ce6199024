'use client'
import { LazyPart } from '@/components/ui/lazy-part'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { makePart } from '@/components/ui/part'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { useTab } from '@/lib/client/hooks/use-tab'
import { t } from '@/lib/client/messages/t'
import { SchedulesPanel } from './schedules-panel'

const triggersPanel = makePart(() => import('./triggers-panel').then((module) => module.TriggersPanel))
const batchesPanel = makePart(() => import('./batches-panel').then((module) => module.BatchesPanel))

const TABS = ['schedules', 'webhooks', 'batches']

export function AutomationsPage() {
  const [tab, setTab] = useTab(TABS)
  return (
    <PageBody>
      <PageHeader title={t('automations.title')} description={t('automations.description')} />
      <Tabs value={tab} onValueChange={setTab}>
        <TabsList className="mb-6">
          <TabsTrigger value="schedules">{t('automations.schedules')}</TabsTrigger>
          <TabsTrigger value="webhooks">{t('automations.triggers')}</TabsTrigger>
          <TabsTrigger value="batches">{t('automations.batches')}</TabsTrigger>
        </TabsList>
        <TabsContent value="schedules">
          <SchedulesPanel />
        </TabsContent>
        <TabsContent value="webhooks">
          <LazyPart part={triggersPanel} props={{}} />
        </TabsContent>
        <TabsContent value="batches">
          <LazyPart part={batchesPanel} props={{}} />
        </TabsContent>
      </Tabs>
    </PageBody>
  )
}
