import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { PublicInputField } from './public'

export const AutomationTarget = z.strictObject({
  appId: Id,
  name: z.string(),
  slug: z.string().nullable(),
  /** Only published apps run automatically. */
  published: z.boolean(),
  /** Input fields of the live version, otherwise of the draft. */
  inputFields: z.array(PublicInputField),
})
export type AutomationTarget = z.infer<typeof AutomationTarget>

/** Lists the apps that a schedule, webhook or batch can run, with their inputs. */
export const listTargets = defineContract({
  name: 'automations.targets',
  method: 'GET',
  path: '/api/studio/automation-targets',
  access: 'viewer',
  response: z.strictObject({ targets: z.array(AutomationTarget) }),
})
