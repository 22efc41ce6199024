import 'server-only'
import type { System } from '@/lib/services/system'
import type { PublicBackend, StartPublicRun } from '../public/types'
import { admitPublicRun } from './admit-public-run'
import { claimedRun } from './find-claimed-run'

type Starts = Pick<PublicBackend, 'startRun' | 'enqueueRun'>

/** Applies the admission checks to all public runs, whichever API they come through. */
export function admittedStarts(system: System, starts: Starts): Starts {
  return {
    startRun: async (request) => {
      const isNew = request.idempotencyKey === undefined || !(await isSentAgain(system, request))
      const admitting = admitPublicRun(system, request, isNew)
      const admission = admitting instanceof Promise ? await admitting : admitting
      let begun: string | null = null
      try {
        const started = await starts.startRun(request)
        begun = started.replayed ? null : started.runId
        return started
      } finally {
        admission.holdFor(begun)
      }
    },
    enqueueRun: async (request) => {
      await admitPublicRun(system, request, false)
      return starts.enqueueRun(request)
    },
  }
}

/** A repeated message after a lost response: its run already has its slot. */
async function isSentAgain({ db }: System, { app, idempotencyKey }: StartPublicRun): Promise<boolean> {
  if (idempotencyKey === undefined) return false
  const { workspaceId, appId } = app
  return (await claimedRun(db, { workspaceId, appIds: [appId] }, idempotencyKey)) !== null
}
