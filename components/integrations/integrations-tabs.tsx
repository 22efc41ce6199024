'use client'
import { SectionTabs } from '@/components/ui/section-tabs'
import { t } from '@/lib/client/messages/t'

export function IntegrationsTabs() {
  return (
    <SectionTabs
      label={t('integrations.title')}
      tabs={[
        { href: '/integrations', label: t('integrations.tabGallery') },
        { href: '/integrations/connections', label: t('integrations.tabConnections') },
        { href: '/integrations/apis', label: t('integrations.tabApis') },
        { href: '/integrations/mcp-servers', label: t('integrations.tabMcpServers') },
      ]}
    />
  )
}
