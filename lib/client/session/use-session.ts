'use client'
import { getSession, ROLES, type Role, type SessionView } from '@/lib/contracts/session'
import { useContractQuery } from '../queries/use-contract'

/** The session of the signed-in user; null while unknown, when the shell shows no page yet. */
export function useSession(): SessionView | null {
  const session = useContractQuery(getSession, { staleTime: 60_000 })
  return session.data?.session ?? null
}

/** For hiding actions that the server would reject anyway. */
export function useHasRole(role: Role): boolean {
  const session = useSession()
  return session !== null && ROLES.indexOf(session.role) >= ROLES.indexOf(role)
}
