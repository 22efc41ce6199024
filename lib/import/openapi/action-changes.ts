import { z } from 'zod'

/** Changes that make existing steps fail or act differently, as keys of `lib/client/messages`. */
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
  /** The changed field or output, or the new connection kinds. */
  about: z.string(),
})
export type ActionChange = z.infer<typeof ActionChange>
