import { z } from 'zod'

export const Id = z.uuid()
/** A slug is part of public URLs: lower case, digits and single hyphens. */
export const Slug = z
  .string()
  .min(2)
  .max(60)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use lower-case letters, digits and single hyphens.')

/** Environment of an app, such as `staging`. */
export const EnvironmentName = z
  .string()
  .min(2)
  .max(30)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use lower-case letters, digits and single hyphens.')

/** Address of an app: its slug, or `slug@environment` for environments other than production. */
const APP_ADDRESS = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:@[a-z0-9]+(?:-[a-z0-9]+)*)?$/

export const isAppAddress = (text: string): boolean => text.length <= 91 && APP_ADDRESS.test(text)
