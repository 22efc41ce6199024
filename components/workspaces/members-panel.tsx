'use client'
import { Button } from '@/components/ui/button'
import { type ListOrder, ListView } from '@/components/ui/list-view'
import { SkeletonRows } from '@/components/ui/skeleton'
import { byText } from '@/components/ui/sort-orders'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { listMembers, type MemberView } from '@/lib/contracts/members'
import { ROLES } from '@/lib/contracts/session'
import { InvitationList } from './invitation-list'
import { InviteDialog } from './invite-dialog'
import { MemberTable } from './member-table'

const ORDERS: Readonly<Record<string, ListOrder<MemberView>>> = {
  joined: {
    get label() {
      return t('people.sortJoined')
    },
    compare: byText((member) => member.joinedAt),
  },
  name: {
    get label() {
      return t('people.sortName')
    },
    compare: byText((member) => member.name),
  },
  role: {
    get label() {
      return t('people.sortRole')
    },
    compare: (a, b) => ROLES.indexOf(b.role) - ROLES.indexOf(a.role),
  },
}
const textOf = ({ name, email }: MemberView) => `${name} ${email}`

export function MembersPanel() {
  const [open, setOpen] = useUrlState('new')
  const isOwner = useHasRole('owner')
  const members = useContractQuery(listMembers)
  return (
    <section className="flex flex-col gap-8">
      <div>
        <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
          <p className="max-w-xl text-muted text-sm">{t('people.membersHint')}</p>
          {isOwner ? (
            <Button variant="primary" icon="plus" onClick={() => setOpen('invitation')}>
              {t('people.invite')}
            </Button>
          ) : null}
        </div>
        <ListView
          query={members}
          items={members.data?.members}
          loading={<SkeletonRows count={3} />}
          empty={null}
          searchLabel={t('people.searchMembers')}
          textOf={textOf}
          orders={ORDERS}
        >
          {(shown) => <MemberTable members={shown} />}
        </ListView>
      </div>
      {isOwner ? <InvitationList /> : null}
      {isOwner && open === 'invitation' ? <InviteDialog onClose={() => setOpen('')} /> : null}
    </section>
  )
}
