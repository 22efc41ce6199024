import 'server-only'
import * as auditContract from '@/lib/contracts/audit'
import * as checklistContract from '@/lib/contracts/checklist'
import * as invitationsContract from '@/lib/contracts/invitations'
import * as membersContract from '@/lib/contracts/members'
import * as sessionContract from '@/lib/contracts/session'
import * as workspacesContract from '@/lib/contracts/workspaces'
import { listAuditEvents } from '@/lib/services/audit/list-audit-events'
import { dismissChecklist, getChecklist } from '@/lib/services/checklist/checklist'
import * as accept from '@/lib/services/people/accept-invitation'
import * as addresses from '@/lib/services/people/addresses'
import * as invitations from '@/lib/services/people/invitations'
import * as members from '@/lib/services/people/members'
import * as session from '@/lib/services/session/session'
import { deleteWorkspace } from '@/lib/services/workspaces/delete-workspace'
import { getRetention, setRetention } from '@/lib/services/workspaces/retention'
import * as workspaces from '@/lib/services/workspaces/workspaces'
import { route } from './studio-route'

/** Sessions, workspaces, members, invitations, audit log. */
export const peopleRoutes = [
  route(sessionContract.getSession, session.getSession),
  route(sessionContract.setUpOwner, session.setUpOwner),
  route(sessionContract.claimLogin, session.claimLogin),
  route(sessionContract.signIn, session.signIn),
  route(sessionContract.signOut, session.signOut),
  route(sessionContract.changePassword, session.changePassword),
  route(sessionContract.setLanguage, session.setLanguage),
  route(workspacesContract.listWorkspaces, workspaces.listWorkspaces),
  route(workspacesContract.createWorkspace, workspaces.createWorkspace),
  route(workspacesContract.switchWorkspace, workspaces.switchWorkspace),
  route(workspacesContract.getRetention, getRetention),
  route(workspacesContract.setRetention, setRetention),
  route(workspacesContract.renameWorkspace, workspaces.renameWorkspace),
  route(workspacesContract.deleteWorkspace, deleteWorkspace),
  route(membersContract.listMembers, members.listMembers),
  route(membersContract.setMemberRole, members.setMemberRole),
  route(membersContract.makeOwner, members.makeOwner),
  route(membersContract.removeMember, members.removeMember),
  route(membersContract.confirmAddress, addresses.confirmAddress),
  route(membersContract.freeAddress, addresses.freeAddress),
  route(membersContract.leaveWorkspace, members.leaveWorkspace),
  route(auditContract.listAuditEvents, listAuditEvents),
  route(checklistContract.getChecklist, getChecklist),
  route(checklistContract.dismissChecklist, dismissChecklist),
  route(invitationsContract.listInvitations, invitations.listInvitations),
  route(invitationsContract.createInvitation, invitations.createInvitation),
  route(invitationsContract.revokeInvitation, invitations.revokeInvitation),
  route(invitationsContract.readInvitation, accept.readInvitation),
  route(invitationsContract.acceptInvitation, accept.acceptInvitation),
  route(invitationsContract.joinByInvitation, accept.joinByInvitation),
]
