import type { ReactNode } from 'react'
import { IntegrationsTabs } from '@/components/integrations/integrations-tabs'

export default function IntegrationsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <IntegrationsTabs />
      {children}
    </>
  )
}
