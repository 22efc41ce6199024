import { t } from '@/lib/client/messages/t'
import type { StartForm } from '../state/ui-store'

/** Something that starts the app without a person, as the palette offers it. */
interface StartEntry {
  kind: StartForm['kind']
  label: string
  description: string
  icon: 'clock' | 'plug' | 'zap'
  synonyms: readonly string[]
}

const SYNONYMS: Readonly<Record<StartForm['kind'], readonly string[]>> = {
  webhook: ['webhook', 'trigger', 'hook', 'callback', 'http', '触发器', '回调'],
  schedule: ['schedule', 'trigger', 'cron', 'timer', 'daily', '触发器', '定时', '计划'],
  event: ['event', 'trigger', 'poll', 'subscribe', 'integration', '触发器', '事件'],
}

/** The entries whose label or synonyms start with every word of the search. An empty search keeps all. */
export function findStarts(search: string): StartEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return startEntries().filter(({ label, synonyms }) => {
    const names = [...label.toLowerCase().split(/\s+/), ...synonyms]
    return words.every((word) => names.some((name) => name.startsWith(word)))
  })
}

function startEntries(): StartEntry[] {
  const entry = (
    kind: StartForm['kind'],
    icon: StartEntry['icon'],
    label: string,
    description: string,
  ): StartEntry => ({
    kind,
    icon,
    label,
    description,
    synonyms: SYNONYMS[kind],
  })
  return [
    entry('webhook', 'plug', t('automations.webhookTrigger'), t('automations.webhookTriggerText')),
    entry('schedule', 'clock', t('automations.scheduleTrigger'), t('automations.scheduleTriggerText')),
    entry('event', 'zap', t('automations.eventTrigger'), t('automations.eventTriggerText')),
  ]
}
