'use client'
import { LazyPart } from '@/components/ui/lazy-part'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { makePart } from '@/components/ui/part'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { SchedulesPanel } from './schedules-panel'

const triggersPanel = makePart(() => import('./triggers-panel').then((module) => module.TriggersPanel))
const batchesPanel = makePart(() => import('./batches-panel').then((module) => module.BatchesPanel))

export function AutomationsPage() {
  const [tab, setTab] = useUrlState('tab')
  return (
    <PageBody>
      <PageHeader title={t('automations.title')} description={t('automations.description')} />
      <Tabs value={tab || 'schedules'} onValueChange={(next) => setTab(next === 'schedules' ? '' : next)}>
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
