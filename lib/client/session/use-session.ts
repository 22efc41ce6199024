'use client'
import { getSession, ROLES, type Role, type SessionView } from '@/lib/contracts/session'
import { useContractQuery } from '../queries/use-contract'

/** The signed-in user; null while unknown. The shell shows no page before that. */
export function useSession(): SessionView | null {
  const session = useContractQuery(getSession, { staleTime: 60_000 })
  return session.data?.session ?? null
}

/** Hides actions that the server would reject; the server checks them, too. */
export function useHasRole(role: Role): boolean {
  const session = useSession()
  return session !== null && ROLES.indexOf(session.role) >= ROLES.indexOf(role)
}
