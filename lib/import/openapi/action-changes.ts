import { z } from 'zod'

/** What differs, as keys of `lib/client/messages`. Those of the first list make existing steps fail or act differently. */
export const BREAKING = [
  'fieldRemoved',
  'fieldRequired',
  'fieldAddedRequired',
  'fieldTypeChanged',
  'outputRemoved',
  'outputKindChanged',
  'effectChanged',
  'signInChanged',
] as const
const COMPATIBLE = ['fieldAdded', 'fieldOptional', 'outputAdded', 'requestChanged', 'textsChanged'] as const
export const ActionChange = z.strictObject({
  key: z.enum([...BREAKING, ...COMPATIBLE]),
  /** The field, output or connection kind. */
  about: z.string(),
})
export type ActionChange = z.infer<typeof ActionChange>
