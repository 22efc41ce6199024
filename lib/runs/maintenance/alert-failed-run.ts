import 'server-only'
import type { Transaction } from '@/lib/db/database'
import type { RunEvent } from '@/lib/engine/events'
import { problem } from '@/lib/messages/problems/problem'
import { raiseAlert } from '@/lib/services/inbox/raise-alert'
import type { RunRow } from '@/lib/services/runs/run-row'
import type { System } from '@/lib/services/system'
import { nameOfApp } from './name-of-app'

/** Raises an alert about failures that the app's users cannot see or fix. */
export async function alertFailedRun(tx: Transaction, _system: System, run: RunRow, end: RunEvent): Promise<void> {
  // The comparison shows the failures of a shadow.
  if (end.type !== 'run-error' || run.shadowOf !== null) return
  const { code, nodeId = '' } = end.error
  // In the studio, the draft's author sees it at once.
  const lacksSecret = code === 'CREDENTIAL_MISSING' && run.versionId !== null && run.origin !== 'studio'
  if (code !== 'GAVE_UP' && !lacksSecret) return
  const app = await nameOfApp(tx, run)
  // The workspace was deleted, so there is no one to alert.
  if (app === null) return
  const alert = { workspaceId: run.workspaceId, message: end.error, link: `/runs/${run.id}` }
  await raiseAlert(
    tx,
    lacksSecret
      ? {
          ...alert,
          kind: 'credential-missing',
          key: `${run.appId}:${nodeId}`,
          title: problem('alerts.secretMissing', { app }),
        }
      : { ...alert, kind: 'run-given-up', key: run.appId, title: problem('alerts.runGivenUp', { app }) },
  )
}
