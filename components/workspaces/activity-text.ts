import { formatCost } from '@/lib/client/format'
import { t } from '@/lib/client/messages/t'
import type { AuditEventView } from '@/lib/contracts/audit'
import { Role } from '@/lib/contracts/session'
import type { JsonObject } from '@/lib/core/json'
import { dataActivityText } from './data-activity-text'
import { roleName } from './role-labels'

/** What somebody did, as the rest of a sentence that begins with his name. An action that is new here shows its name. */
export function activityText(event: AuditEventView): string {
  const { action, before, after } = event
  const name = textOf(before, 'name')
  switch (action) {
    case 'workspace.create':
      return t('people.didCreateWorkspace', { name: textOf(after, 'name') })
    case 'workspace.rename':
      return t('people.didRenameWorkspace', { before: name, after: textOf(after, 'name') })
    case 'invitation.create':
      return after?.email
        ? t('people.didInvite', { email: textOf(after, 'email'), role: roleOf(after) })
        : t('people.didMakeLink', { role: roleOf(after) })
    case 'invitation.revoke':
      return t('people.didRevoke')
    case 'member.join':
      return t('people.didJoin', { role: roleOf(after) })
    case 'member.role':
      return t('people.didChangeRole', { name, before: roleOf(before), after: roleOf(after) })
    case 'member.remove':
      return t('people.didRemove', { name })
    case 'member.leave':
      return t('people.didLeave')
    case 'policy.models':
      return t('people.didChangePolicy')
    case 'budget.create':
      return t('people.didCreateBudget', { name: textOf(after, 'name'), limit: costOf(after, 'limitMicros') })
    case 'budget.update':
      return t('people.didChangeBudget', { name: textOf(after, 'name'), limit: costOf(after, 'limitMicros') })
    case 'budget.delete':
      return t('people.didDeleteBudget', { name })
    case 'approval.answer':
      return t('people.didAnswer', { decision: textOf(after, 'decision') })
    default:
      return dataActivityText(event) ?? action
  }
}

function textOf(values: JsonObject | null, key: string): string {
  const value = values?.[key]
  return typeof value === 'string' ? value : ''
}

function costOf(values: JsonObject | null, key: string): string {
  const value = values?.[key]
  return typeof value === 'number' ? formatCost(value) : ''
}

function roleOf(values: JsonObject | null): string {
  const role = Role.safeParse(values?.role)
  return role.success ? roleName(role.data) : ''
}
