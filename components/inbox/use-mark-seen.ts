'use client'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { countInbox, listAlerts, listFailures, markSeen } from '@/lib/contracts/inbox'

export function useMarkSeen(): (items: readonly string[]) => void {
  const mutation = useContractMutation(markSeen, { invalidates: [listAlerts, listFailures, countInbox] })
  return (items) => mutation.mutate({ body: { items: items.slice(0, 500) } })
}
