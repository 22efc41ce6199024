import { RUN_STATUSES } from '@/lib/contracts/run-status'
import { FEEDBACK_FILTERS, TRIAL_KINDS } from '@/lib/contracts/runs'
import { definedOnly } from '@/lib/core/defined-only'
import { oneOf } from '@/lib/core/one-of'
import type { RunFilterValues } from './use-run-filters'

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const ENVIRONMENT = /^(?=.{2,30}$)[a-z0-9]+(-[a-z0-9]+)*$/
const VERSION = /^(draft|[1-9]\d{0,8})$/

/** The query of the filters, which are parsed from the address; unknown values are ignored. */
export function knownFilters({ appId, status, feedback, environment, version, trial }: RunFilterValues) {
  return definedOnly({
    appId: matching(ID, appId),
    status: oneOf(RUN_STATUSES, status),
    feedback: oneOf(FEEDBACK_FILTERS, feedback),
    environment: matching(ENVIRONMENT, environment),
    version: matching(VERSION, version),
    trial: oneOf(TRIAL_KINDS, trial) ?? matching(ID, trial),
  })
}

const matching = (form: RegExp, text: string) => (form.test(text) ? text : undefined)
