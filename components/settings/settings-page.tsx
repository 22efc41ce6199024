'use client'
import type { ReactNode } from 'react'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { useHasRole, useSession } from '@/lib/client/session/use-session'
import { ConnectedAppsCard } from './connected-apps-card'
import { KeysPanel } from './keys-panel'
import { PasswordCard } from './password-card'
import { ProfileCard } from './profile-card'
import { RetentionCard } from './retention-card'
import { SecretsPanel } from './secrets-panel'
import { WorkspaceCard } from './workspace-card'

export interface SettingsPageProps {
  /** Belongs to another feature; the page in app/ injects it. */
  members: ReactNode
  activity: ReactNode
  dangerZone: ReactNode
  queue: ReactNode
  policy: ReactNode
  ledger: ReactNode
  protection: ReactNode
}

export function SettingsPage({ members, activity, dangerZone, queue, policy, ledger, protection }: SettingsPageProps) {
  const [tab, setTab] = useUrlState('tab')
  const session = useSession()
  const canRun = useHasRole('runner')
  const canEdit = useHasRole('editor')
  const isOwner = useHasRole('owner')
  if (!session) return null
  return (
    <PageBody>
      <PageHeader title={t('settings.title')} />
      <Tabs value={tab || 'profile'} onValueChange={(next) => setTab(next === 'profile' ? '' : next)}>
        <TabsList className="mb-6">
          <TabsTrigger value="profile">{t('settings.profile')}</TabsTrigger>
          <TabsTrigger value="workspace">{t('settings.workspace')}</TabsTrigger>
          <TabsTrigger value="members">{t('people.members')}</TabsTrigger>
          {canEdit ? <TabsTrigger value="keys">{t('settings.apiKeys')}</TabsTrigger> : null}
          {canEdit ? <TabsTrigger value="secrets">{t('settings.secrets')}</TabsTrigger> : null}
          {canEdit ? <TabsTrigger value="protection">{t('protection.tab')}</TabsTrigger> : null}
          <TabsTrigger value="policy">{t('governance.policy')}</TabsTrigger>
          <TabsTrigger value="ledger">{t('governance.ledger')}</TabsTrigger>
          {isOwner ? <TabsTrigger value="queue">{t('automations.queue')}</TabsTrigger> : null}
          {isOwner ? <TabsTrigger value="activity">{t('people.activity')}</TabsTrigger> : null}
        </TabsList>
        <TabsContent value="profile" className="flex max-w-xl flex-col gap-5">
          <ProfileCard session={session} />
          <PasswordCard />
          {canRun ? <ConnectedAppsCard /> : null}
        </TabsContent>
        <TabsContent value="workspace" className="flex max-w-xl flex-col gap-5">
          <WorkspaceCard key={session.workspace.name} session={session} />
          <RetentionCard session={session} />
          {dangerZone}
        </TabsContent>
        <TabsContent value="members">{members}</TabsContent>
        {canEdit ? (
          <TabsContent value="keys">
            <KeysPanel />
          </TabsContent>
        ) : null}
        {canEdit ? (
          <TabsContent value="secrets">
            <SecretsPanel />
          </TabsContent>
        ) : null}
        {canEdit ? <TabsContent value="protection">{protection}</TabsContent> : null}
        <TabsContent value="policy">{policy}</TabsContent>
        <TabsContent value="ledger">{ledger}</TabsContent>
        {isOwner ? <TabsContent value="queue">{queue}</TabsContent> : null}
        {isOwner ? <TabsContent value="activity">{activity}</TabsContent> : null}
      </Tabs>
    </PageBody>
  )
}
