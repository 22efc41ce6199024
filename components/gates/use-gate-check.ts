'use client'
import { useEffect, useRef } from 'react'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { checkGate, type GateCheck, type GateView } from '@/lib/contracts/gates'

export interface GateSubject {
  appId: string
  environment: string
  /** The draft is checked if absent. */
  versionId?: string | undefined
  /** Revision of the draft; a new one repeats the check. */
  revision?: number | undefined
}

const POLL_MS = 1_500

/** The gate's result for a version, updated while its evaluation runs. */
export function useGateCheck({ appId, environment, versionId, revision }: GateSubject) {
  const canEdit = useHasRole('editor')
  const query = useContractQuery(checkGate, {
    params: { appId, environment },
    query: versionId === undefined ? {} : { versionId },
    enabled: canEdit && versionId !== '',
    staleTime: 0,
    refetchInterval: (data) => ((data?.check?.running.length ?? 0) > 0 ? POLL_MS : false),
  })
  // The answer is about the stored draft, which has changed.
  const { refetch } = query
  const known = useRef(revision)
  useEffect(() => {
    if (known.current === revision) return
    known.current = revision
    void refetch()
  }, [revision, refetch])
  return query
}

/** Whether the server would reject the release now. */
export function isBlockedBy(gate: GateView | null | undefined, check: GateCheck | null | undefined): boolean {
  if (!gate || !check || check.answer === 'passes') return false
  return check.answer === 'fails' || gate.rules.whenInconclusive === 'block'
}
