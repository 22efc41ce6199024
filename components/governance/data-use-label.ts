import { type MessageKey, t } from '@/lib/client/messages/t'

const LABELS: ReadonlyMap<string, Extract<MessageKey, `governance.dataUse${string}`>> = new Map([
  ['no-training', 'governance.dataUseNoTraining'],
  ['stays-here', 'governance.dataUseHere'],
  ['depends-on-plan', 'governance.dataUseDepends'],
  ['training-opt-out', 'governance.dataUseOptOut'],
  ['may-train', 'governance.dataUseTraining'],
])

/** The label of a policy. An unknown policy of the catalog keeps its name. */
export function dataUseLabel(policy: string | null): string {
  if (policy === null) return t('governance.dataUseUnknown')
  const key = LABELS.get(policy)
  return key ? t(key) : policy
}
