'use client'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SearchInput } from '@/components/ui/search-input'
import { SkeletonRows } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/use-contract'
import { useHasRole } from '@/lib/client/use-session'
import { useUrlState } from '@/lib/client/use-url-state'
import { listMembers, type MemberView } from '@/lib/contracts/members'
import { ROLES } from '@/lib/contracts/session'
import { InvitationList } from './invitation-list'
import { InviteDialog } from './invite-dialog'
import { MemberTable } from './member-table'

const SORTS = ['joined', 'name', 'role'] as const
type Sort = (typeof SORTS)[number]
const SORT_LABELS = { joined: 'people.sortJoined', name: 'people.sortName', role: 'people.sortRole' } as const

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
        {members.error ? (
          <ErrorPanel error={members.error} onRetry={() => void members.refetch()} />
        ) : members.data ? (
          <MemberList members={members.data.members} />
        ) : (
          <SkeletonRows count={3} />
        )}
      </div>
      {isOwner ? <InvitationList /> : null}
      {isOwner && open === 'invitation' ? <InviteDialog onClose={() => setOpen('')} /> : null}
    </section>
  )
}

function MemberList({ members }: { members: readonly MemberView[] }) {
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState<Sort>('joined')
  const shown = useMemo(() => arrange(members, search, sort), [members, search, sort])
  return (
    <>
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchInput
          value={search}
          onValueChange={setSearch}
          label={t('people.searchMembers')}
          className="min-w-48 flex-1 sm:max-w-xs"
        />
        <Choice
          values={SORTS}
          labelOf={(value) => t(SORT_LABELS[value])}
          value={sort}
          onChoose={setSort}
          label={t('common.sortBy')}
          className="w-36"
        />
      </div>
      {shown.length === 0 ? (
        <EmptyState
          compact
          icon="search"
          title={t('common.nothingFound')}
          text={t('common.nothingFoundFor', { query: search })}
        />
      ) : (
        <MemberTable members={shown} />
      )}
    </>
  )
}

function arrange(members: readonly MemberView[], search: string, sort: Sort): MemberView[] {
  const words = search.toLowerCase().trim()
  const found = members.filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(words))
  if (sort === 'name') return found.sort((a, b) => a.name.localeCompare(b.name))
  if (sort === 'role') return found.sort((a, b) => ROLES.indexOf(b.role) - ROLES.indexOf(a.role))
  return found.sort((a, b) => a.joinedAt.localeCompare(b.joinedAt))
}
