import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { deleteEndUserConnections } from '@/lib/services/integrations/end-users/delete-end-user-connections'
import {
  type EndUserSession,
  finishEndUserSignIn,
  pendingConnections,
  startEndUserSignIn,
} from '@/lib/services/integrations/end-users/end-user-sign-in'
import { verifiedVisitor } from '@/lib/services/integrations/end-users/verified-end-user'
import type { System } from '@/lib/services/system'
import type { Visitor } from '@/lib/services/visitors/visitor'
import type { VisitorBackend } from './visitor-types'

type Connections = Pick<
  VisitorBackend,
  'visitorConnections' | 'startVisitorSignIn' | 'finishVisitorSignIn' | 'deleteEndUserConnections'
>

/** Accounts of verified visitors at services. */
export function visitorConnections(system: System): Connections {
  return {
    visitorConnections: async ({ app: { appId, workspaceId }, endUser, runId }) => {
      const verified = verifiedVisitor(appId, endUser)
      return verified ? pendingConnections(system, { workspaceId, endUser: verified, runId }) : []
    },
    deleteEndUserConnections: ({ app: { appId, workspaceId }, endUser }) =>
      deleteEndUserConnections(system, { workspaceId, appId, endUser }),
    startVisitorSignIn: async ({ connectionId, ...visitor }) =>
      startEndUserSignIn(system, sessionOf(visitor), connectionId),
    finishVisitorSignIn: async ({ body, ...visitor }) => finishEndUserSignIn(system, sessionOf(visitor), body),
  }
}

function sessionOf({ app: { appId, workspaceId }, endUser, sid }: Visitor & { sid: string }): EndUserSession {
  const verified = verifiedVisitor(appId, endUser)
  if (!verified) throw new AppError('NOT_FOUND', problem('missing.connection'))
  return { workspaceId, endUser: verified, sid }
}
