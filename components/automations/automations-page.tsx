'use client'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { BatchesPanel } from './batches-panel'
import { SchedulesPanel } from './schedules-panel'
import { TriggersPanel } from './triggers-panel'

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
          <TriggersPanel />
        </TabsContent>
        <TabsContent value="batches">
          <BatchesPanel />
        </TabsContent>
      </Tabs>
    </PageBody>
  )
}
