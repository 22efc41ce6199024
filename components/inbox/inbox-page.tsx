'use client'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { LazyPart } from '@/components/ui/lazy-part'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { makePart } from '@/components/ui/part'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { useInboxCount } from '@/lib/client/queries/use-inbox-count'
import { ApprovalsTab } from './approvals-tab'

const failuresPanel = makePart(() => import('./failures-panel').then((module) => module.FailuresPanel))
const alertsPanel = makePart(() => import('./alerts-panel').then((module) => module.AlertsPanel))

const TABS = ['approvals', 'failures', 'alerts'] as const
type Tab = (typeof TABS)[number]

export function InboxPage() {
  const [tab, setTab] = useUrlState('tab')
  const count = useInboxCount()
  const [first, setFirst] = useState<Tab | null>(null)
  // The first tab with new items opens, and stays open when its items are done.
  if (first === null && count) setFirst(TABS.find((name) => count[name] > 0) ?? 'approvals')
  const current = TABS.find((name) => name === tab) ?? first ?? 'approvals'
  return (
    <PageBody>
      <PageHeader title={t('inbox.title')} description={t('inbox.titleHint')} />
      <Tabs value={current} onValueChange={setTab}>
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
          <LazyPart part={failuresPanel} props={{}} />
        </TabsContent>
        <TabsContent value="alerts">
          <LazyPart part={alertsPanel} props={{}} />
        </TabsContent>
      </Tabs>
    </PageBody>
  )
}
