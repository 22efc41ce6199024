'use client'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { notifyOtherTabs } from '@/lib/client/session/workspace-channel'
import { switchWorkspace } from '@/lib/contracts/workspaces'

/** A full page load clears the other workspace's data from this tab. */
export function useSwitchWorkspace(): (id: string) => void {
  const mutation = useContractMutation(switchWorkspace, { onSuccess: openWorkspace })
  return (id) => mutation.mutate({ body: { id } })
}

export function openWorkspace(): void {
  notifyOtherTabs()
  window.location.assign('/apps')
}
