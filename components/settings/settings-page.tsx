'use client'
import type { ReactNode } from 'react'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { SideTabsGroup, SideTabsList, SideTabsTrigger } from '@/components/ui/side-tabs'
import { Tabs, TabsContent } from '@/components/ui/tabs'
import { useTab } from '@/lib/client/hooks/use-tab'
import { t } from '@/lib/client/messages/t'
import { useHasRole, useSession } from '@/lib/client/session/use-session'
import { ConnectedAppsCard } from './connected-apps-card'
import { EnvironmentPanel } from './environment/environment-panel'
import { KeysPanel } from './keys-panel'
import { PasswordCard } from './password-card'
import { ProfileCard } from './profile-card'
import { RetentionCard } from './retention-card'
import { SecretsPanel } from './secrets-panel'
import { WorkspaceCard } from './workspace-card'

export interface SettingsPageProps {
  /** These panels belong to other features; the page in app/ injects them. */
  members: ReactNode
  activity: ReactNode
  dangerZone: ReactNode
  queue: ReactNode
  policy: ReactNode
  ledger: ReactNode
  protection: ReactNode
}

interface Section {
  value: string
  label: string
  content: ReactNode
  isHidden?: boolean
}

interface Group {
  label: string
  sections: readonly Section[]
}

export function SettingsPage(props: SettingsPageProps) {
  const groups = useGroups(props)
  const [tab, setTab] = useTab(groups.flatMap(({ sections }) => sections.map(({ value }) => value)))
  return (
    <PageBody>
      <PageHeader title={t('settings.title')} />
      <Tabs
        orientation="vertical"
        value={tab}
        onValueChange={setTab}
        className="flex flex-col gap-6 md:flex-row md:gap-10"
      >
        <SideTabsList aria-label={t('settings.title')}>
          {groups.map(({ label, sections }) => (
            <SideTabsGroup key={label} label={label}>
              {sections.map((section) => (
                <SideTabsTrigger key={section.value} value={section.value}>
                  {section.label}
                </SideTabsTrigger>
              ))}
            </SideTabsGroup>
          ))}
        </SideTabsList>
        <div className="min-w-0 flex-1">
          {groups.flatMap(({ sections }) =>
            sections.map(({ value, content }) => (
              <TabsContent key={value} value={value}>
                {content}
              </TabsContent>
            )),
          )}
        </div>
      </Tabs>
    </PageBody>
  )
}

/** The groups with the sections that the person's role may open. */
function useGroups({ members, activity, dangerZone, queue, policy, ledger, protection }: SettingsPageProps): Group[] {
  const session = useSession()
  const canRun = useHasRole('runner')
  const canEdit = useHasRole('editor')
  const isOwner = useHasRole('owner')
  if (!session) return []
  const profile = (
    <div className="flex max-w-xl flex-col gap-5">
      <ProfileCard session={session} />
      <PasswordCard />
      {canRun ? <ConnectedAppsCard /> : null}
    </div>
  )
  const workspace = (
    <div className="flex max-w-xl flex-col gap-5">
      <WorkspaceCard key={session.workspace.name} session={session} />
      <RetentionCard session={session} />
      {dangerZone}
    </div>
  )
  const groups: Group[] = [
    { label: t('settings.groupYou'), sections: [{ value: 'profile', label: t('settings.profile'), content: profile }] },
    {
      label: t('settings.groupWorkspace'),
      sections: [
        { value: 'workspace', label: t('settings.workspace'), content: workspace },
        { value: 'members', label: t('people.members'), content: members },
        { value: 'environment', label: t('settings.environmentVariables'), content: <EnvironmentPanel /> },
        { value: 'keys', label: t('settings.apiKeys'), content: <KeysPanel />, isHidden: !canEdit },
      ],
    },
    {
      label: t('settings.groupSecurity'),
      sections: [
        { value: 'secrets', label: t('settings.secrets'), content: <SecretsPanel />, isHidden: !canEdit },
        { value: 'protection', label: t('protection.tab'), content: protection, isHidden: !canEdit },
      ],
    },
    {
      label: t('settings.groupGovernance'),
      sections: [
        { value: 'policy', label: t('governance.policy'), content: policy },
        { value: 'ledger', label: t('governance.ledger'), content: ledger },
        { value: 'activity', label: t('people.activity'), content: activity, isHidden: !isOwner },
      ],
    },
    {
      label: t('settings.groupOperations'),
      sections: [{ value: 'queue', label: t('automations.queue'), content: queue, isHidden: !isOwner }],
    },
  ]
  return groups
    .map(({ label, sections }) => ({ label, sections: sections.filter(({ isHidden }) => !isHidden) }))
    .filter(({ sections }) => sections.length > 0)
}
