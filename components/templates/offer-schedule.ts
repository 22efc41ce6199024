import type { useRouter } from 'next/navigation'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import type { TemplateView } from '@/lib/contracts/templates'

/** For an app that is designed to run on a schedule. */
export function offerSchedule(router: ReturnType<typeof useRouter>, appId: string, template: TemplateView): void {
  if (!template.schedule) return
  toast(t('apps.offerSchedule'), {
    duration: 20_000,
    action: {
      label: t('apps.planIt'),
      onClick: () => router.push(`/automations?plan=${appId}&template=${template.id}`),
    },
  })
}
