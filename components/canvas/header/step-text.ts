import { t } from '@/lib/client/messages/t'
import type { StepSummary } from '../state/describe-step'

/** “Delete 3 nodes”, “Change “Prompt””. */
export function stepText({ kind, count, label }: StepSummary): string {
  if (kind === 'connect' || kind === 'disconnect') return t(`history.${kind}`, { count })
  return label === null ? t(`history.${kind}Many`, { count }) : t(`history.${kind}One`, { label })
}
