import 'server-only'
import type { RunEvent } from '@/lib/engine/events'
import type { RunLayer } from '@/lib/engine/layers/run-layer'
import { isToolListing } from '@/lib/engine/tools/tool-listing'
import type { Plan } from '@/lib/graph/plan'
import { problem } from '@/lib/messages/problems/problem'
import { log } from '@/lib/platform/log'
import { raiseAlert } from '@/lib/services/inbox/raise-alert'
import type { RunRow } from '@/lib/services/runs/run-row'
import type { System } from '@/lib/services/system'
import { nameOfApp } from './name-of-app'

/**
 * An agent answers without the tools of an unreachable server. The studio shows that in the run; for other runs this
 * raises an alert.
 */
export function missingToolsLayer({ db }: Pick<System, 'db'>, run: RunRow, plan: Plan): RunLayer {
  return {
    onEvent(event) {
      const isWatched = run.origin === 'studio' || run.shadowOf !== null
      if (!isWatched && event.type === 'node-error' && isToolListing(event.path))
        alert(db, run, event, plan).catch((cause: unknown) =>
          log().warn({ runId: run.id, cause }, 'failed to raise an alert about missing tools'),
        )
      return event
    },
  }
}

async function alert(
  db: System['db'],
  run: RunRow,
  { nodeId, error }: Extract<RunEvent, { type: 'node-error' }>,
  plan: Plan,
): Promise<void> {
  const app = await nameOfApp(db, run)
  // The workspace was deleted, so there is no one to alert.
  if (app === null) return
  const label = plan.nodes.find((node) => node.id === nodeId)?.label ?? nodeId
  await raiseAlert(db, {
    workspaceId: run.workspaceId,
    kind: 'tools-missing',
    key: `${run.appId}:${nodeId}`,
    title: problem('alerts.toolsMissing', { app }),
    message: problem('alerts.toolsMissingText', { node: label, error }),
    link: `/runs/${run.id}`,
  })
}
