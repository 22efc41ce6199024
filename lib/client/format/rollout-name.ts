import type { RolloutView } from '@/lib/contracts/rollouts'
import { t } from '../messages/t'
import { formatDateTime } from './format'

/** Name of a rollout in a select. */
export function rolloutName({ kind, versionNumber: number, environment, createdAt }: RolloutView): string {
  const word = t(kind === 'canary' ? 'runs.canary' : 'runs.shadow')
  return t('releases.rolloutName', { kind: word, number, environment, when: formatDateTime(createdAt) })
}
