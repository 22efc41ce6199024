'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { LazyDialog } from '@/components/ui/lazy-part'
import { type ListOrder, ListView } from '@/components/ui/list-view'
import { makePart } from '@/components/ui/part'
import { SkeletonRows } from '@/components/ui/skeleton'
import { byNewest, byText } from '@/components/ui/sort-orders'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { listTargets } from '@/lib/contracts/automations'
import { listTriggers, type TriggerView } from '@/lib/contracts/triggers'
import { CallbackSecret } from './callback-secret'
import { TriggerTable } from './trigger-table'
import { useProposal } from './use-proposal'

const secretDialog = makePart(() => import('./secret-dialog').then((module) => module.SecretDialog))
const triggerDialog = makePart(() => import('./trigger-dialog').then((module) => module.TriggerDialog))

const eventTriggerDialog = makePart(() => import('./event-trigger-dialog').then((module) => module.EventTriggerDialog))

/** Poll interval while a test event is awaited. */
const captureInterval = (data: { triggers: readonly TriggerView[] } | undefined): number | false =>
  data?.triggers.some(({ captureUntil }) => captureUntil !== null && Date.parse(captureUntil) > Date.now())
    ? 2_000
    : false

const ORDERS: Readonly<Record<string, ListOrder<TriggerView>>> = {
  name: {
    get label() {
      return t('automations.sortName')
    },
    compare: byText((trigger) => trigger.name),
  },
  newest: {
    get label() {
      return t('automations.lastDelivery')
    },
    compare: byNewest((trigger) => trigger.lastDeliveryAt),
  },
}

export function TriggersPanel() {
  const triggers = useContractQuery(listTriggers, { refetchInterval: captureInterval })
  const targets = useContractQuery(listTargets)
  const [open, setOpen] = useState<TriggerView | 'new' | 'event' | null>(null)
  const [created, setCreated] = useState<{ trigger: TriggerView; secret: string } | null>(null)
  const { appId, template, close } = useProposal()
  const proposed = appId !== '' && template?.event ? { appId, event: template.event } : null
  const canEdit = useHasRole('editor')
  const create = canEdit ? (
    <div className="flex flex-wrap justify-end gap-2">
      <Button icon="plus" disabled={!targets.data} onClick={() => setOpen('new')}>
        {t('automations.newTrigger')}
      </Button>
      <Button variant="primary" icon="zap" disabled={!targets.data} onClick={() => setOpen('event')}>
        {t('automations.newEventTrigger')}
      </Button>
    </div>
  ) : null
  const closeEvent = () => {
    setOpen(null)
    close()
  }
  const hasAny = (triggers.data?.triggers.length ?? 0) > 0
  return (
    <section>
      {hasAny ? <div className="mb-4 flex justify-end">{create}</div> : null}
      <ListView
        query={triggers}
        items={triggers.data?.triggers}
        loading={<SkeletonRows count={3} />}
        empty={
          <EmptyState
            icon="zap"
            title={t('automations.noTriggersTitle')}
            text={t('automations.noTriggersText')}
            helpPage="guides/receive-webhooks"
            action={create}
          />
        }
        searchLabel={t('automations.searchTriggers')}
        textOf={({ name, appName, url }) => `${name} ${appName} ${url}`}
        orders={ORDERS}
      >
        {(shown) => <TriggerTable triggers={shown} onEdit={setOpen} onSecret={setCreated} />}
      </ListView>
      {(open === 'event' || proposed) && targets.data ? (
        <LazyDialog
          open
          part={eventTriggerDialog}
          props={{ targets: targets.data.targets, proposed, onClose: closeEvent }}
          onClose={closeEvent}
        />
      ) : null}
      {open && open !== 'event' && targets.data ? (
        <LazyDialog
          open
          part={triggerDialog}
          props={{
            targets: targets.data.targets,
            trigger: open === 'new' ? null : open,
            onCreated: (next) => {
              setOpen(null)
              setCreated(next)
            },
            onClose: () => setOpen(null),
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {canEdit && targets.data ? <CallbackSecret targets={targets.data.targets} /> : null}
      {created ? (
        <LazyDialog
          open
          part={secretDialog}
          props={{ created, onClose: () => setCreated(null) }}
          onClose={() => setCreated(null)}
        />
      ) : null}
    </section>
  )
}
