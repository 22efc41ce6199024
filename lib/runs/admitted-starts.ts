import 'server-only'
import type { System } from '@/lib/services/system'
import { admitPublicRun } from './admit-public-run'
import type { PublicBackend } from './public-backend-types'

type Starts = Pick<PublicBackend, 'startRun' | 'enqueueRun'>

/** Public runs begin behind their limits, by whichever face they come. */
export function admittedStarts(system: System, starts: Starts): Starts {
  return {
    startRun: async (request) => {
      const admission = await admitPublicRun(system, request, true)
      let begun: string | null = null
      try {
        const started = await starts.startRun(request)
        begun = started.runId
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
