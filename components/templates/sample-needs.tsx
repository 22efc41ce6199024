'use client'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { SetupCard } from '@/components/ui/setup-card'
import { t } from '@/lib/client/messages/t'
import type { TemplateSampleView } from '@/lib/contracts/templates'

/** The services and models that a template's app still has to be connected to. */
export function SampleNeeds({ sample }: { sample: TemplateSampleView }) {
  const { missingConnections: services, missingModels: models } = sample
  return (
    <>
      {services.length > 0 ? (
        <SetupCard
          icon="plug"
          title={t('templates.connectTitle')}
          text={t('templates.connectText', { count: services.length })}
        >
          <div className="flex flex-wrap gap-2">
            {services.map(({ id, label }) => (
              <Button key={id} asChild size="sm" variant="accent">
                <Link href={`/integrations/${id}`}>{t('templates.connect', { service: label })}</Link>
              </Button>
            ))}
          </div>
        </SetupCard>
      ) : null}
      {models.length > 0 ? (
        <SetupCard
          icon="sparkles"
          title={t('templates.media', { needs: models.map((need) => t(`templates.need-${need}`)).join(', ') })}
          text={t('templates.mediaText')}
        >
          <Button asChild size="sm">
            <Link href="/models">{t('templates.openModels')}</Link>
          </Button>
        </SetupCard>
      ) : null}
    </>
  )
}
