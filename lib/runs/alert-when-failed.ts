import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/database'
import { apps } from '@/lib/db/schema/apps'
import type { RunEvent } from '@/lib/engine/events'
import { raiseAlert } from '@/lib/services/inbox/raise-alert'
import type { System } from '@/lib/services/system'
import type { RunRow } from './insert-run'

/** Failures that nobody who is looking at the app would see or could mend: the workspace is told in its inbox. */
export async function alertWhenFailed(tx: Transaction, _system: System, run: RunRow, end: RunEvent): Promise<void> {
  // What a shadow meets is told by its comparison.
  if (end.type !== 'run-error' || run.shadowOf !== null) return
  const { code, message } = end.error
  const link = `/runs/${run.id}`
  if (code === 'GAVE_UP') {
    const title = `A run of ${await appName(tx, run)} was given up`
    await raiseAlert(tx, { workspaceId: run.workspaceId, kind: 'run-given-up', key: run.appId, title, message, link })
  }
  // In the studio, whoever tries the draft sees it at once.
  if (code === 'CREDENTIAL_MISSING' && run.versionId !== null && run.origin !== 'studio') {
    const title = `${await appName(tx, run)} lacks a secret`
    const key = `${run.appId}:${end.error.nodeId ?? ''}`
    await raiseAlert(tx, { workspaceId: run.workspaceId, kind: 'credential-missing', key, title, message, link })
  }
}

async function appName(tx: Transaction, { appId, workspaceId }: RunRow): Promise<string> {
  const [app] = await tx
    .select({ name: apps.name })
    .from(apps)
    .where(and(eq(apps.id, appId), eq(apps.workspaceId, workspaceId)))
  return app?.name ?? 'an app'
}
