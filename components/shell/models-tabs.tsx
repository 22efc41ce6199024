'use client'
import { SectionTabs } from '@/components/ui/section-tabs'
import { t } from '@/lib/client/messages/t'

export function ModelsTabs() {
  return (
    <SectionTabs
      label={t('models.title')}
      tabs={[
        { href: '/models', label: t('models.connectionsTitle') },
        { href: '/models/catalog', label: t('catalog.tab') },
        { href: '/models/routes', label: t('routes.title') },
        { href: '/models/trained', label: t('training.tab') },
      ]}
    />
  )
}
