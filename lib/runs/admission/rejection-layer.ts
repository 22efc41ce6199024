import 'server-only'
import type { RunEvent } from '@/lib/engine/events'
import type { RunLayer } from '@/lib/engine/layers/run-layer'
import type { Plan } from '@/lib/graph/plan'
import { rejectionLedger } from '@/lib/services/protection/rejection-ledger'
import { isPublicRun } from '@/lib/services/runs/origins'
import type { RunRow } from '@/lib/services/runs/run-row'
import type { System } from '@/lib/services/system'

const GUARDS: readonly string[] = ['injection-guard', 'moderation']

/** Counts rejections inside a run: a used-up budget, or a guard that blocked the input. */
export function rejectionLayer({ db }: Pick<System, 'db'>, run: RunRow, plan: Plan): RunLayer {
  return {
    onEvent(event) {
      const kind = kindOf(event, plan)
      if (kind !== null && isPublicRun(run))
        rejectionLedger(db).add({
          kind,
          caller: {
            workspaceId: run.workspaceId,
            appId: run.appId,
            ...(run.keyId === null ? {} : { keyId: run.keyId }),
            ...(run.endUser === null ? {} : { endUser: run.endUser }),
          },
        })
      return event
    },
  }
}

function kindOf(event: RunEvent, plan: Plan): 'budget' | 'guard' | null {
  if (event.type === 'run-error') return event.error.code === 'BUDGET_EXCEEDED' ? 'budget' : null
  if (event.type !== 'node-end' || event.outputs.blocked === undefined) return null
  const id = event.path.at(-1)
  return plan.nodes.some((node) => node.id === id && GUARDS.includes(node.type)) ? 'guard' : null
}
