'use client'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listMembers } from '@/lib/contracts/members'

export interface AccessMembersProps {
  memberIds: readonly string[]
  onChange: (memberIds: readonly string[]) => void
}

/** Members of the workspace who can see a document. Editors and owners see all documents, so they are not listed. */
export function AccessMembers({ memberIds, onChange }: AccessMembersProps) {
  const { data } = useContractQuery(listMembers)
  const members = data?.members ?? []
  const offered = members.filter(
    ({ userId, role }) => (role === 'viewer' || role === 'runner') && !memberIds.includes(userId),
  )
  const nameOf = (id: string) => members.find(({ userId }) => userId === id)?.name ?? t('knowledge.accessMemberGone')
  return (
    <Field label={t('knowledge.accessMembers')}>
      {(control) => (
        <div className="flex flex-col gap-2">
          {memberIds.length > 0 ? (
            <ul className="divide-y rounded-lg border bg-surface">
              {memberIds.map((id) => (
                <li key={id} className="flex items-center gap-2 py-1 pr-1 pl-3 text-sm">
                  <span className="min-w-0 flex-1 truncate">{nameOf(id)}</span>
                  <IconButton
                    icon="x"
                    label={t('knowledge.accessRemoveMember', { name: nameOf(id) })}
                    onClick={() => onChange(memberIds.filter((other) => other !== id))}
                  />
                </li>
              ))}
            </ul>
          ) : null}
          <Select
            {...control}
            aria-label={t('knowledge.accessAddMember')}
            placeholder={t('knowledge.accessAddMember')}
            value=""
            disabled={offered.length === 0}
            onValueChange={(id) => onChange([...memberIds, id])}
            options={offered.map(({ userId, name, email }) => ({ value: userId, label: name, description: email }))}
          />
        </div>
      )}
    </Field>
  )
}
