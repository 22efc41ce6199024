import { z } from 'zod'
import { defineContract } from './contract'
import { Done } from './shared'

/** First steps in a workspace, in their order. */
export const CHECKLIST_STEPS = ['model', 'documents', 'app', 'publish'] as const
export type ChecklistStep = (typeof CHECKLIST_STEPS)[number]

/** Returns the first steps and which are done; null once all were done, or the caller has dismissed them. */
export const getChecklist = defineContract({
  name: 'checklist.get',
  method: 'GET',
  path: '/api/studio/checklist',
  access: 'editor',
  response: z.strictObject({
    steps: z.array(z.strictObject({ id: z.enum(CHECKLIST_STEPS), isDone: z.boolean() })).nullable(),
    /** The app to publish: the one that was changed last. */
    appId: z.string().nullable(),
  }),
})

/** Dismisses the first steps for the caller, in this workspace. */
export const dismissChecklist = defineContract({
  name: 'checklist.dismiss',
  method: 'DELETE',
  path: '/api/studio/checklist',
  access: 'editor',
  response: Done,
})
