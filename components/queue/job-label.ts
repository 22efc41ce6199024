import { t } from '@/lib/client/messages/t'
import { JOB_NAMES } from '@/lib/contracts/queue'

/** What a kind of job is called; one of an older version by its name. */
export function jobLabel(name: string): string {
  const known = JOB_NAMES.find((item) => item === name)
  return known ? t(`automations.job_${known}`) : name
}
