'use client'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { allowLocalAddress, listLocalAddresses } from '@/lib/contracts/local-addresses'

export function AllowAddressButton({ address, onAllowed }: { address: string; onAllowed: () => void }) {
  const allow = useContractMutation(allowLocalAddress, {
    invalidates: [listLocalAddresses],
    onSuccess: () => {
      toast.success(t('governance.localAllowed', { address }))
      onAllowed()
    },
  })
  return (
    <Button size="sm" icon="plus" busy={allow.isPending} onClick={() => allow.mutate({ body: { address } })}>
      {t('governance.localAllow', { address })}
    </Button>
  )
}
