import { t } from '@/lib/client/messages/t'
import type { AuditAction } from '@/lib/contracts/audit-actions'
import { costOf, countOf, nameOf, roleOf, type Sentence, textOf } from './audit-values'

/** Actions on people, the workspace, budgets and protection. */
export const PEOPLE_ACTIVITY = {
  'workspace.create': (event) => t('people.didCreateWorkspace', { name: nameOf(event) }),
  'workspace.delete': (event) => t('people.didDeleteWorkspace', { name: nameOf(event) }),
  'workspace.rename': ({ before, after }) =>
    t('people.didRenameWorkspace', { before: textOf(before, 'name'), after: textOf(after, 'name') }),
  'workspace.retention': ({ after }) =>
    countOf(after, 'days') ? t('people.didChangeRetention', { days: countOf(after, 'days') }) : t('people.didKeepRuns'),
  'invitation.create': ({ after }) =>
    after?.email
      ? t('people.didInvite', { email: textOf(after, 'email'), role: roleOf(after) })
      : t('people.didMakeLink', { role: roleOf(after) }),
  'invitation.revoke': () => t('people.didRevoke'),
  'member.join': ({ after }) => t('people.didJoin', { role: roleOf(after) }),
  'member.role': ({ before, after }) =>
    t('people.didChangeRole', { name: textOf(before, 'name'), before: roleOf(before), after: roleOf(after) }),
  'member.remove': (event) => t('people.didRemove', { name: nameOf(event) }),
  'member.confirm-address': ({ after }) => t('people.didConfirmAddress', { email: textOf(after, 'email') }),
  'member.free-address': ({ before }) => t('people.didFreeAddress', { email: textOf(before, 'email') }),
  'program.connect': ({ after }) => t('people.didLetIn', { name: textOf(after, 'name') }),
  'program.remove': (event) => t('people.didShutOut', { name: nameOf(event) }),
  'member.leave': () => t('people.didLeave'),
  'local-address.allow': ({ after }) => t('people.didAllowAddress', { address: textOf(after, 'address') }),
  'local-address.remove': ({ before }) => t('people.didRemoveAddress', { address: textOf(before, 'address') }),
  'policy.models': () => t('people.didChangePolicy'),
  'budget.create': ({ after }) =>
    t('people.didCreateBudget', { name: textOf(after, 'name'), limit: costOf(after, 'limitMicros') }),
  'budget.update': ({ after }) =>
    t('people.didChangeBudget', { name: textOf(after, 'name'), limit: costOf(after, 'limitMicros') }),
  'budget.delete': (event) => t('people.didDeleteBudget', { name: nameOf(event) }),
  'approval.answer': ({ after }) => t('people.didAnswer', { decision: textOf(after, 'decision') }),
  'block.create': ({ after }) =>
    textOf(after, 'reason')
      ? t('people.didBlockBecause', { subject: textOf(after, 'subject'), reason: textOf(after, 'reason') })
      : t('people.didBlock', { subject: textOf(after, 'subject') }),
  'block.lift': ({ before }) => t('people.didLiftBlock', { subject: textOf(before, 'subject') }),
  'protection.deleteVisitorFiles': (event) => t('people.didDeleteVisitorFiles', { name: nameOf(event) }),
  'protection.save': (event) => t('people.didChangeProtection', { name: nameOf(event) }),
  'traffic.stop': (event) => (nameOf(event) ? t('people.didStopApp', { name: nameOf(event) }) : t('people.didStopAll')),
  'traffic.resume': (event) =>
    nameOf(event) ? t('people.didResumeApp', { name: nameOf(event) }) : t('people.didResumeAll'),
} as const satisfies Partial<Record<AuditAction, Sentence>>
