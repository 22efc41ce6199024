'use client'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { confirmAddress, listMembers, type MemberView } from '@/lib/contracts/members'

export interface UnconfirmedAddressProps {
  member: MemberView
  mayConfirm: boolean
}

/** Marks a member whose email address is not confirmed; owners can confirm it. */
export function UnconfirmedAddress({ member, mayConfirm }: UnconfirmedAddressProps) {
  const { name, userId } = member
  const confirm = useContractMutation(confirmAddress, {
    invalidates: [listMembers],
    onSuccess: () => toast.success(t('people.addressConfirmed', { name })),
  })
  return (
    <div className="mt-1 flex flex-wrap items-center gap-1.5">
      <Badge tone="warning" title={t('people.addressNotConfirmedText', { name })}>
        {t('people.addressNotConfirmed')}
      </Badge>
      {mayConfirm ? (
        <Button size="sm" busy={confirm.isPending} onClick={() => confirm.mutate({ params: { userId } })}>
          {t('people.confirmAddress')}
        </Button>
      ) : null}
    </div>
  )
}
