'use client'
import { getSession, ROLES, type Role, type SessionView } from '@/lib/contracts/session'
import { useContractQuery } from '../queries/use-contract'

/** Who is signed in; null while unknown. The shell shows no page before it is known. */
export function useSession(): SessionView | null {
  const session = useContractQuery(getSession, { staleTime: 60_000 })
  return session.data?.session ?? null
}

/** For hiding what the server would refuse; the server checks again. */
export function useHasRole(role: Role): boolean {
  const session = useSession()
  return session !== null && ROLES.indexOf(session.role) >= ROLES.indexOf(role)
}
