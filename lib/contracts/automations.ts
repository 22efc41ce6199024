import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { PublicInputField } from './public'

export const AutomationTarget = z.strictObject({
  appId: Id,
  name: z.string(),
  slug: z.string().nullable(),
  /** Nothing runs by itself before it is published. */
  published: z.boolean(),
  /** Of the version that is live, else of the draft. */
  inputFields: z.array(PublicInputField),
})
export type AutomationTarget = z.infer<typeof AutomationTarget>

/** The apps that a schedule, webhook or batch can run, and what each one takes. */
export const listTargets = defineContract({
  name: 'automations.targets',
  method: 'GET',
  path: '/api/studio/automation-targets',
  access: 'viewer',
  response: z.strictObject({ targets: z.array(AutomationTarget) }),
})
