'use client'
import { useRouter } from 'next/navigation'
import { toast } from '@/components/ui/toast'
import { currentLocale } from '@/lib/client/messages/message-catalog'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { listApps } from '@/lib/contracts/apps'
import { createFromTemplate, type TemplateView } from '@/lib/contracts/templates'
import { offerNextStep } from './offer-next-step'

/** Creates the app with its sample data and opens it with the run panel. `busyId`: the template in progress. */
export function useCreateFromTemplate() {
  const router = useRouter()
  const create = useContractMutation(createFromTemplate, {
    invalidates: [listApps],
    onError: (error) => toast.error(error instanceof Error ? error.message : t('common.errorUnknown')),
  })
  return {
    busyId: create.isPending ? create.variables.body.templateId : null,
    create: (template: TemplateView) =>
      create.mutate(
        { body: { templateId: template.id, name: template.name, locale: currentLocale() } },
        {
          onSuccess: (app) => {
            router.push(`/apps/${app.id}#run`)
            offerNextStep(router, app.id, template)
          },
        },
      ),
  }
}
