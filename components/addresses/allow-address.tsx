'use client'
import { LazyPart } from '@/components/ui/lazy-part'
import { makePart } from '@/components/ui/part'
import { useHasRole } from '@/lib/client/session/use-session'

const button = makePart(() => import('./allow-address-button').then((module) => module.AllowAddressButton))

export interface AllowAddressProps {
  /** The `localAddress` of the blocked call. Without it nothing is shown. */
  address: string | null | undefined
  /** Retries the blocked call. */
  onAllowed: () => void
}

/** Lets owners allow an address on this computer after a call to it was blocked, and retries the call. */
export function AllowAddress({ address, onAllowed }: AllowAddressProps) {
  const isOwner = useHasRole('owner')
  return isOwner && address ? <LazyPart part={button} props={{ address, onAllowed }} /> : null
}
