import { t } from '@/lib/client/messages/t'
import { JOB_NAMES } from '@/lib/contracts/queue'

/** The label of a job type; jobs of older versions keep their name. */
export function jobLabel(name: string): string {
  const known = JOB_NAMES.find((item) => item === name)
  return known ? t(`automations.job_${known}`) : name
}
