import { z } from 'zod'

export const Id = z.uuid()
/** A slug is part of public addresses: lower case, digits and single hyphens. */
export const Slug = z
  .string()
  .min(2)
  .max(60)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use lower-case letters, digits and single hyphens.')

/** Of an app, such as `staging`. */
export const EnvironmentName = z
  .string()
  .min(2)
  .max(30)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use lower-case letters, digits and single hyphens.')

/** Where an app is called: its slug, or `slug@environment` for another environment than production. */
const APP_ADDRESS = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:@[a-z0-9]+(?:-[a-z0-9]+)*)?$/

export const isAppAddress = (text: string): boolean => text.length <= 91 && APP_ADDRESS.test(text)
