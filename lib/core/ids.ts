import { z } from 'zod'
import { schemaError } from '@/lib/messages/problems/schema-error'

export const Id = z.uuid()
/** A slug is part of public URLs: lower case, digits and single hyphens. */
export const Slug = z
  .string()
  .min(2)
  .max(60)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, schemaError('forms.slug'))

/** Environment of an app, such as `staging`. */
export const EnvironmentName = z
  .string()
  .min(2)
  .max(30)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, schemaError('forms.slug'))

/** Address of an app: its slug, or `slug@environment` for environments other than production. */
const APP_ADDRESS = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:@[a-z0-9]+(?:-[a-z0-9]+)*)?$/

export const isAppAddress = (text: string): boolean => text.length <= 91 && APP_ADDRESS.test(text)
