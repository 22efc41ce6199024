import 'server-only'
import { createHash } from 'node:crypto'
import { and, asc, desc, eq, inArray, or } from 'drizzle-orm'
import { z } from 'zod'
import { DEFAULT_WIDGET } from '@/lib/contracts/widget'
import { AppError } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import type { Database, Transaction } from '@/lib/db/database'
import { apps, publications } from '@/lib/db/schema/apps'
import { runs } from '@/lib/db/schema/runs'
import { visitorRequests } from '@/lib/db/schema/widget'
import type { JobKind } from '@/lib/jobs/job-queue'
import { problem } from '@/lib/messages/problems/problem'
import { problemRef } from '@/lib/messages/problems/problem-ref'
import type { Problem } from '@/lib/messages/problems/types'
import { raiseAlert } from '@/lib/services/inbox/raise-alert'
import type { System } from '@/lib/services/system'
import { postSigned } from '../callbacks/post-signed'
import { answerOf, messageOf } from '../runs/message-texts'

const NotifyData = z.strictObject({ id: Id, workspaceId: Id })
type NotifyData = z.infer<typeof NotifyData>
type Row = typeof visitorRequests.$inferSelect

/** Retried for a few hours with increasing delays; then it becomes a dead letter. */
export const notifyVisitorJob: JobKind<NotifyData> = {
  name: 'tell-visitor-request',
  schema: NotifyData,
  concurrency: 8,
  retryLimit: 12,
  retryDelayMaxSeconds: 3_600,
  expireInSeconds: 60,
}

/** Sends the request to the app's webhook. The receiver may get it twice, with the same delivery id. */
export async function notifyVisitorRequest(system: System, data: NotifyData, signal: AbortSignal): Promise<void> {
  const { db } = system
  const { id, workspaceId } = data
  const [found] = await db
    .select({ request: visitorRequests, appName: apps.name, settings: publications.settings })
    .from(visitorRequests)
    .innerJoin(apps, eq(apps.id, visitorRequests.appId))
    .innerJoin(publications, eq(publications.appId, visitorRequests.appId))
    .where(isRequest(data))
  if (!found || found.request.delivery === 'sent') return
  const { request, appName, settings } = found
  const { lead, handover } = settings.widget ?? DEFAULT_WIDGET
  const url = request.kind === 'lead' ? lead.webhookUrl : handover.webhookUrl
  // The address was removed meanwhile.
  if (url === '') return setDelivery(system.db, data, 'failed', problem('widget.addressGone'))
  const value = await messageFor(system, request, appName)
  try {
    await postSigned(system, { url, deliveryId: id, appId: request.appId, workspaceId, value }, signal)
    await setDelivery(db, data, 'sent', null)
  } catch (error) {
    const isUnsigned = AppError.isInstance(error) && error.code === 'CREDENTIAL_MISSING'
    const failure = AppError.isInstance(error) ? error : problem('jobs.failedUnexpectedly')
    await setDelivery(db, data, isUnsigned ? 'failed' : 'retrying', failure)
    if (!isUnsigned) throw error
    // A retry would not create a secret.
    await raiseAlert(db, {
      workspaceId,
      kind: 'credential-missing',
      key: `callback:${request.appId}`,
      title: problem('alerts.noCallbackSecret', { app: appName }),
      message: problem('alerts.visitorRequestUnsigned'),
      link: '/automations',
    })
  }
}

async function setDelivery(
  db: Database,
  data: NotifyData,
  delivery: Row['delivery'],
  failure: Problem | null,
): Promise<void> {
  const columns = { problem: failure?.message ?? null, problemRef: failure && problemRef(failure) }
  await db
    .update(visitorRequests)
    .set({ delivery, ...columns })
    .where(isRequest(data))
}

/** Marks a delivery that is no longer retried; its last problem stays. */
export async function stopNotifying(tx: Transaction, data: unknown): Promise<void> {
  const notification = NotifyData.safeParse(data).data
  if (!notification) return
  await tx
    .update(visitorRequests)
    .set({ delivery: 'failed' })
    .where(and(isRequest(notification), inArray(visitorRequests.delivery, ['queued', 'retrying'])))
}

/** @returns the app of a visitor request by the data of its job, or null for a deleted request or another job */
export async function appsOfRequests(
  tx: Transaction,
  jobs: readonly unknown[],
): Promise<(data: unknown) => string | null> {
  const abouts = jobs.flatMap((data) => NotifyData.safeParse(data).data ?? [])
  if (abouts.length === 0) return () => null
  const found = await tx
    .select({ id: visitorRequests.id, appId: visitorRequests.appId })
    .from(visitorRequests)
    .where(or(...abouts.map(isRequest)))
  const appIds = new Map(found.map(({ id, appId }) => [id, appId]))
  return (data) => appIds.get(NotifyData.safeParse(data).data?.id ?? '') ?? null
}

const isRequest = ({ id, workspaceId }: NotifyData) =>
  and(eq(visitorRequests.id, id), eq(visitorRequests.workspaceId, workspaceId))

async function messageFor(system: System, request: Row, appName: string) {
  const { id, kind, appId, endUser, origin, values, consent, createdAt } = request
  const visitor = recipientName({ appId, endUser })
  const base = {
    id,
    app: { id: appId, name: appName },
    endUser: visitor,
    page: origin,
    createdAt: createdAt.toISOString(),
  }
  if (kind === 'lead') return { type: 'lead.created', ...base, values, consent }
  return {
    type: 'handover.requested',
    ...base,
    note: values.note ?? '',
    contact: await lastLead(system, request),
    conversation: await conversationOf(system, request),
  }
}

/**
 * Identified users are named. The name that a browser chose gives access to its chats, so recipients of the message get
 * a derived name, which is always the same.
 */
function recipientName({ appId, endUser }: Pick<Row, 'appId' | 'endUser'>): string {
  if (/^(?:user|member):/.test(endUser)) return endUser
  return `anonymous:${createHash('sha256').update(`${appId}\n${endUser}`).digest('base64url').slice(0, 22)}`
}

/** Contact details that the visitor has left before. */
async function lastLead({ db }: System, { workspaceId, appId, endUser }: Row): Promise<Record<string, string> | null> {
  const [lead] = await db
    .select({ values: visitorRequests.values })
    .from(visitorRequests)
    .where(
      and(
        eq(visitorRequests.workspaceId, workspaceId),
        eq(visitorRequests.appId, appId),
        eq(visitorRequests.endUser, endUser),
        eq(visitorRequests.kind, 'lead'),
      ),
    )
    .orderBy(desc(visitorRequests.id))
    .limit(1)
  return lead?.values ?? null
}

/** The messages of the visitor's own stored runs; those in the browser could be forged. */
async function conversationOf({ db }: System, { workspaceId, appId, endUser, runIds }: Row) {
  if (runIds.length === 0) return []
  const found = await db
    .select({ id: runs.id, inputs: runs.inputs, outputs: runs.outputs, createdAt: runs.createdAt })
    .from(runs)
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        eq(runs.appId, appId),
        eq(runs.endUser, endUser),
        inArray(runs.id, runIds),
      ),
    )
    .orderBy(asc(runs.id))
  return found.map(({ id, inputs, outputs, createdAt }) => ({
    runId: id,
    at: createdAt.toISOString(),
    visitor: messageOf({ inputs }),
    answer: outputs === null ? null : answerOf(outputs),
  }))
}
