import 'server-only'
import type { Transaction } from '@/lib/db/database'
import type { RunEvent } from '@/lib/engine/events'
import { raiseAlert } from '@/lib/services/inbox/raise-alert'
import type { System } from '@/lib/services/system'
import type { RunRow } from '../drive/insert-run'
import { nameOfApp } from './name-of-app'

/** Failures that nobody who is looking at the app would see or could mend: the workspace is told in its inbox. */
export async function alertWhenFailed(tx: Transaction, _system: System, run: RunRow, end: RunEvent): Promise<void> {
  // What a shadow meets is told by its comparison.
  if (end.type !== 'run-error' || run.shadowOf !== null) return
  const { code, message, nodeId = '' } = end.error
  // In the studio, whoever tries the draft sees it at once.
  const lacksSecret = code === 'CREDENTIAL_MISSING' && run.versionId !== null && run.origin !== 'studio'
  if (code !== 'GAVE_UP' && !lacksSecret) return
  const app = await nameOfApp(tx, run)
  // Its workspace is gone, so nobody is there to be told.
  if (app === null) return
  const about = { workspaceId: run.workspaceId, message, link: `/runs/${run.id}` }
  await raiseAlert(
    tx,
    lacksSecret
      ? { ...about, kind: 'credential-missing', key: `${run.appId}:${nodeId}`, title: `${app} lacks a secret` }
      : { ...about, kind: 'run-given-up', key: run.appId, title: `A run of ${app} was given up` },
  )
}
