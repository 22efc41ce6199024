'use client'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listMembers } from '@/lib/contracts/members'
import type { Json } from '@/lib/core/json'
import { ChoicesField } from './choices-field'

/** People of the workspace, by their ids. */
export function MembersField({ value, onChange }: { value: Json; onChange: (value: Json) => void }) {
  const query = useContractQuery(listMembers)
  const members = (query.data?.members ?? []).filter(({ role }) => role !== 'viewer')
  if (query.isPending) return <p className="text-muted text-sm">{t('common.loading')}</p>
  return (
    <ChoicesField
      options={members.map(({ userId, name, email }) => ({ value: userId, label: name, note: email }))}
      value={value}
      onChange={onChange}
    />
  )
}
