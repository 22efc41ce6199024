import { LedgerPanel } from '@/components/governance/ledger-panel'
import { PolicyPanel } from '@/components/governance/policy-panel'
import { ProtectionPanel } from '@/components/protection/protection-panel'
import { QueuePanel } from '@/components/queue/queue-panel'
import { SettingsPage } from '@/components/settings/settings-page'
import { pageTitle } from '@/components/shell/page-title'
import { ActivityPanel } from '@/components/workspaces/activity-panel'
import { MembersPanel } from '@/components/workspaces/members-panel'
import { WorkspaceDangerCard } from '@/components/workspaces/workspace-danger-card'

export const generateMetadata = () => pageTitle('titles.settings')

export default function Page() {
  return (
    <SettingsPage
      members={<MembersPanel />}
      activity={<ActivityPanel />}
      dangerZone={<WorkspaceDangerCard />}
      queue={<QueuePanel />}
      policy={<PolicyPanel />}
      ledger={<LedgerPanel />}
      protection={<ProtectionPanel />}
    />
  )
}
