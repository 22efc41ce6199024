import type { useRouter } from 'next/navigation'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import type { TemplateView } from '@/lib/contracts/templates'

/** Offers the next step for an app that runs on a schedule, for an event, or answers in a service. */
export function offerNextStep(router: ReturnType<typeof useRouter>, appId: string, template: TemplateView): void {
  const step = nextStep(appId, template)
  if (!step) return
  const { text, label, path } = step
  toast(text, { duration: 20_000, action: { label, onClick: () => router.push(path) } })
}

function nextStep(appId: string, { id, schedule, channel, event, connections }: TemplateView) {
  const proposal = `plan=${appId}&template=${id}`
  const service = connections.find((plugin) => plugin.id === (channel ?? event?.plugin))?.label ?? ''
  if (schedule) return { text: t('apps.offerSchedule'), label: t('apps.planIt'), path: `/automations?${proposal}` }
  if (channel)
    return {
      text: t('apps.offerChannel', { service }),
      label: t('apps.connectChannel', { service }),
      path: `/apps/${appId}/share?tab=channels`,
    }
  return event
    ? {
        text: t('apps.offerEvent', { service }),
        label: t('apps.setUpEvent'),
        path: `/automations?tab=webhooks&${proposal}`,
      }
    : null
}
