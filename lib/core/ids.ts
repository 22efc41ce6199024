import { z } from 'zod'

export const Id = z.uuid()
/** A slug is part of public addresses: lower case, digits and single hyphens. */
export const Slug = z
  .string()
  .min(2)
  .max(60)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use lower-case letters, digits and single hyphens.')
