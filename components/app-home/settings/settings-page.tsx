'use client'
import { AppProtection } from '@/components/protection/app-protection'
import { PublicationSettingsForm } from '@/components/publish/publication-settings-form'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { getApp } from '@/lib/contracts/apps'
import { getPublication } from '@/lib/contracts/versions'
import { Loaded } from '../frame/loaded'
import { Sections } from '../frame/sections'
import { DangerZone } from './danger-zone'
import { DataSection } from './data-section'
import { FailureSection } from './failure-section'
import { GeneralForm } from './general-form'

export function AppSettingsPage({ appId }: { appId: string }) {
  const params = { appId }
  const app = useContractQuery(getApp, { params })
  const publication = useContractQuery(getPublication, { params })
  const canEdit = useHasRole('editor')
  return (
    <Loaded title={t('appHome.tabSettings')} queries={[app, publication]}>
      {(found, published) => (
        <Sections
          title={t('appHome.tabSettings')}
          sections={[
            { value: 'general', label: t('appHome.general'), content: () => <GeneralForm app={found} /> },
            {
              value: 'access',
              label: t('appHome.access'),
              content: () => <PublicationSettingsForm appId={appId} publication={published} />,
            },
            {
              value: 'protection',
              label: t('protection.tab'),
              content: () => <AppProtection appId={appId} appName={found.name} />,
            },
            { value: 'failures', label: t('appHome.failures'), content: () => <FailureSection appId={appId} /> },
            { value: 'data', label: t('appHome.data'), content: () => <DataSection appId={appId} /> },
            {
              value: 'danger',
              label: t('appHome.dangerZone'),
              content: () => <DangerZone app={found} />,
              isHidden: !canEdit,
            },
          ]}
        />
      )}
    </Loaded>
  )
}
