'use client'
import type { ResponseOf } from '@/lib/contracts/contract'
import { countInbox } from '@/lib/contracts/inbox'
import { useContractQuery } from './use-contract'

const POLL_MS = 15_000

export type InboxCount = ResponseOf<typeof countInbox>

/** Pending inbox items, polled while the page is visible; undefined until loaded. */
export function useInboxCount(): InboxCount | undefined {
  return useContractQuery(countInbox, { refetchInterval: () => POLL_MS }).data
}

/** The number in the badge; the server counts approvals up to 100. */
export function inboxTotal(count: InboxCount | undefined): number {
  return count ? count.approvals + count.failures + count.alerts : 0
}
