import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { identitySecrets, visitorRequests } from '@/lib/db/schema/widget'
import { problem } from '@/lib/messages/problems/problem'
import { readIdentityToken } from '@/lib/secrets/identity-token'
import type { System } from '@/lib/services/system'
import { notifyVisitorJob } from '@/lib/services/visitors/notify-visitor-request'
import type { Visitor } from '@/lib/services/visitors/visitor'
import { checkLead } from './check-lead'
import { deleteVisitorThread } from './delete-visitor-thread'
import { visitorApprovals } from './visitor-approvals'
import { visitorConnections } from './visitor-connections'
import { visitorMemories } from './visitor-memories'
import type { VisitorBackend } from './visitor-types'

export function visitorBackend(system: System): VisitorBackend {
  const { db } = system
  const store = async (
    { app, endUser, origin }: Visitor & { origin: string },
    request: Pick<typeof visitorRequests.$inferInsert, 'kind' | 'values' | 'consent' | 'runIds'>,
    webhookUrl: string,
  ) => {
    const id = newId()
    const { workspaceId, appId } = app
    const state = webhookUrl === '' ? ('none' as const) : ('queued' as const)
    await db.transaction(async (tx) => {
      await tx.insert(visitorRequests).values({ id, workspaceId, appId, endUser, origin, ...request, delivery: state })
      if (state === 'queued')
        await system.jobs.send(notifyVisitorJob, { id, workspaceId }, { key: id, group: workspaceId, tx })
    })
    return id
  }
  return {
    readIdentity: async ({ app, token }) => {
      const { workspaceId, appId } = app
      const [row] = await db
        .select({ sealed: identitySecrets.encryptedSecret })
        .from(identitySecrets)
        .where(and(eq(identitySecrets.appId, appId), eq(identitySecrets.workspaceId, workspaceId)))
      if (!row) return null
      const secret = await system.keyring.open(db, { workspaceId, id: appId, type: 'identity' }, row.sealed)
      return readIdentityToken(token, secret, Date.now())
    },
    leaveLead: async ({ body, ...visitor }) => {
      const { lead } = visitor.app.widget
      if (lead.when === 'off') throw notThere()
      const values = checkLead(lead, body)
      await store(visitor, { kind: 'lead', values, consent: lead.consent, runIds: [] }, lead.webhookUrl)
    },
    handOver: async ({ body, ...visitor }) => {
      const { enabled, webhookUrl } = visitor.app.widget.handover
      if (!enabled || webhookUrl === '') throw notThere()
      const { note, runIds } = body
      const id = await store(visitor, { kind: 'handover', values: { note }, consent: '', runIds }, webhookUrl)
      return { id, state: 'queued' }
    },
    getHandover: async ({ app, endUser, id }) => {
      const [row] = await db
        .select({ delivery: visitorRequests.delivery })
        .from(visitorRequests)
        .where(
          and(
            eq(visitorRequests.id, id),
            eq(visitorRequests.workspaceId, app.workspaceId),
            eq(visitorRequests.appId, app.appId),
            eq(visitorRequests.endUser, endUser),
            eq(visitorRequests.kind, 'handover'),
          ),
        )
      return row && row.delivery !== 'none' ? { id, state: row.delivery } : null
    },
    deleteVisitorThread: (request) => deleteVisitorThread(db, request),
    ...visitorApprovals(system),
    ...visitorConnections(system),
    ...visitorMemories(system),
  }
}

const notThere = () => new AppError('NOT_FOUND', problem('publicApi.notOffered'))
