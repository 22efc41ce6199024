import type { AuditEventView } from '@/lib/contracts/audit'
import type { AuditAction } from '@/lib/contracts/audit-actions'
import type { Sentence } from './audit-values'
import { DATA_ACTIVITY } from './data-activity'
import { MODEL_ACTIVITY } from './model-activity'
import { PEOPLE_ACTIVITY } from './people-activity'
import { RELEASE_ACTIVITY } from './release-activity'

/** One message per action: an action without a message does not compile. */
const SENTENCES: Readonly<Record<AuditAction, Sentence>> = {
  ...PEOPLE_ACTIVITY,
  ...RELEASE_ACTIVITY,
  ...MODEL_ACTIVITY,
  ...DATA_ACTIVITY,
}

/** The action as the rest of a sentence after the person's name. An unknown action shows its name. */
export function activityText(event: AuditEventView): string {
  const sentence = new Map<string, Sentence>(Object.entries(SENTENCES)).get(event.action)
  return sentence ? sentence(event) : event.action
}
