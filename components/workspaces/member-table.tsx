'use client'
import { useState } from 'react'
import { Table, TableBody, TableHead, TableHeader } from '@/components/ui/table'
import { t } from '@/lib/client/messages/t'
import type { MemberView } from '@/lib/contracts/members'
import { MemberRow } from './member-row'
import { OwnershipDialog } from './ownership-dialog'
import { ReleaseEmailDialog } from './release-email-dialog'
import { RemoveDialog } from './remove-dialog'

export function MemberTable({ members }: { members: readonly MemberView[] }) {
  const [leaving, setLeaving] = useState<MemberView | null>(null)
  const [freeing, setFreeing] = useState<MemberView | null>(null)
  const [promoting, setPromoting] = useState<MemberView | null>(null)
  return (
    <>
      <Table>
        <TableHead>
          <tr>
            <TableHeader>{t('people.columnMember')}</TableHeader>
            <TableHeader className="w-36">{t('people.columnRole')}</TableHeader>
            <TableHeader className="hidden w-40 md:table-cell">{t('people.columnJoined')}</TableHeader>
            <TableHeader className="w-12">
              <span className="sr-only">{t('common.more')}</span>
            </TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {members.map((member) => (
            <MemberRow
              key={member.userId}
              member={member}
              onMakeOwner={() => setPromoting(member)}
              onFreeAddress={() => setFreeing(member)}
              onRemove={() => setLeaving(member)}
            />
          ))}
        </TableBody>
      </Table>
      {leaving ? <RemoveDialog member={leaving} onClose={() => setLeaving(null)} /> : null}
      {freeing ? <ReleaseEmailDialog member={freeing} onClose={() => setFreeing(null)} /> : null}
      {promoting ? <OwnershipDialog member={promoting} onClose={() => setPromoting(null)} /> : null}
    </>
  )
}
