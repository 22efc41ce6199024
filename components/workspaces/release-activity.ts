import { t } from '@/lib/client/messages/t'
import type { AuditAction } from '@/lib/contracts/audit-actions'
import { countOf, environmentOf, nameOf, type Sentence, textOf } from './audit-values'

/** Actions on releases and visitor entries. */
export const RELEASE_ACTIVITY = {
  'release.publish': (event) => t('people.didPublish', { environment: environmentOf(event) }),
  'release.promote': (event) => t('people.didPromote', { environment: environmentOf(event) }),
  'release.rollback': (event) => t('people.didRollBack', { environment: environmentOf(event) }),
  'release.schedule': (event) => t('people.didReleaseOnTime', { environment: environmentOf(event) }),
  'release.rollout': (event) => t('people.didReleaseByRules', { environment: environmentOf(event) }),
  'release.offline': (event) => t('people.didTakeOffline', { environment: environmentOf(event) }),
  'publication.save': (event) => t('people.didSavePublication', { name: nameOf(event) }),
  'publication.release-address': (event) =>
    t('people.didReleaseAddress', { address: textOf(event.before, 'slug'), name: nameOf(event) }),
  'release.request': (event) => t('people.didAskRelease', { environment: environmentOf(event) }),
  'release.plan': (event) => t('people.didPlanRelease', { environment: environmentOf(event) }),
  'release.move': (event) => t('people.didMoveRelease', { environment: environmentOf(event) }),
  'release.approve': (event) => t('people.didApproveRelease', { environment: environmentOf(event) }),
  'release.decline': (event) => t('people.didDeclineRelease', { environment: environmentOf(event) }),
  'release.cancel': (event) => t('people.didCancelRelease', { environment: environmentOf(event) }),
  'rollout.start': (event) =>
    textOf(event.after, 'kind') === 'shadow'
      ? t('people.didStartShadow', { environment: environmentOf(event) })
      : t('people.didStartCanary', { environment: environmentOf(event), percent: countOf(event.after, 'percent') }),
  'rollout.update': ({ after }) => t('people.didChangeRollout', { percent: countOf(after, 'percent') }),
  'rollout.stop': (event) => t('people.didStopRollout', { environment: environmentOf(event) }),
  'rollout.promote': (event) => t('people.didPromoteRollout', { environment: environmentOf(event) }),
  'rollout.roll-back': (event) => t('people.didRollBackRollout', { environment: environmentOf(event) }),
  'rollout.tell': (event) =>
    textOf(event.after, 'verdict') === 'passed'
      ? t('people.didTellPassed', { environment: environmentOf(event) })
      : t('people.didTellFailed', { environment: environmentOf(event) }),
  'gate.change': (event) => t('people.didChangeGate', { environment: environmentOf(event) }),
  'gate.delete': (event) => t('people.didDeleteGate', { environment: environmentOf(event) }),
  'gate.pass': (event) => t('people.didPassGate', { environment: environmentOf(event) }),
  'gate.fail': (event) => t('people.didFailGate', { environment: environmentOf(event) }),
  'gate.inconclusive': (event) => t('people.didLeaveGateOpen', { environment: environmentOf(event) }),
  'gate.override': (event) =>
    t('people.didOverrideGate', { environment: environmentOf(event), reason: textOf(event.after, 'reason') }),
  'regression.create': (event) => t('people.didCreateRegression', { name: nameOf(event) }),
  'environment.create': (event) => t('people.didCreateEnvironment', { environment: environmentOf(event) }),
  'environment.update': (event) => t('people.didChangeEnvironment', { environment: environmentOf(event) }),
  'environment.delete': (event) => t('people.didDeleteEnvironment', { environment: environmentOf(event) }),
  'environment.secret-save': (event) =>
    t('people.didSaveSecret', { name: textOf(event.after, 'name'), environment: environmentOf(event) }),
  'environment.secret-delete': (event) =>
    t('people.didDeleteSecret', { name: textOf(event.before, 'name'), environment: environmentOf(event) }),
  'maintenance.begin': (event) => t('people.didBeginMaintenance', { environment: environmentOf(event) }),
  'maintenance.end': (event) => t('people.didEndMaintenance', { environment: environmentOf(event) }),
  'identity-secret.rotate': () => t('people.didRotateIdentity'),
  'lead.delete': () => t('people.didDeleteLead'),
  'handover.delete': () => t('people.didDeleteHandover'),
  'lead.resend': () => t('people.didResendLead'),
  'handover.resend': () => t('people.didResendHandover'),
} as const satisfies Partial<Record<AuditAction, Sentence>>
