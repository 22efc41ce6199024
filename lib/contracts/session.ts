import { z } from 'zod'
import { STUDIO_LOCALES } from '@/lib/core/locales/studio-locale'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { Done } from './shared'

export const ROLES = ['viewer', 'runner', 'editor', 'owner'] as const
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

/** The name of a person. */
export const PersonName = z.string().trim().min(1, schemaError('forms.personName')).max(120)
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email(schemaError('forms.emailInvalid')))
export const Password = z.string().min(10, schemaError('forms.passwordTooShort')).max(128)

export const SessionView = z.strictObject({
  user: z.strictObject({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    /** The person's selection; null means the browser's language. */
    locale: z.enum(STUDIO_LOCALES).nullable(),
  }),
  workspace: z.strictObject({ id: z.string(), name: z.string() }),
  role: Role,
})
export type SessionView = z.infer<typeof SessionView>

/**
 * Returns the session. `account` without `session`: signed in, but not in a workspace. `needsOwner`: the instance is
 * not set up yet, so the one-time link in the terminal must be used.
 */
export const getSession = defineContract({
  name: 'session.get',
  method: 'GET',
  path: '/api/studio/session',
  access: 'public',
  response: z.strictObject({
    session: SessionView.nullable(),
    account: z.strictObject({ name: z.string(), email: z.string() }).nullable(),
    needsOwner: z.boolean(),
  }),
})

export const setUpOwner = defineContract({
  name: 'session.setUp',
  method: 'POST',
  path: '/api/studio/session/setup',
  access: 'public',
  body: z.strictObject({ token: z.string().max(1_000), name: PersonName, email: Email, password: Password }),
  response: SessionView,
})

/** Signs the owner in with a link from `npm start -- --login`; works once. */
export const claimLogin = defineContract({
  name: 'session.claimLogin',
  method: 'POST',
  path: '/api/studio/session/login-link',
  access: 'public',
  body: z.strictObject({ token: z.string().max(1_000) }),
  response: SessionView,
})

/** Returns null for a person who is signed in but not in a workspace yet; an invitation changes that. */
export const signIn = defineContract({
  name: 'session.signIn',
  method: 'POST',
  path: '/api/studio/session',
  access: 'public',
  body: z.strictObject({ email: Email, password: z.string().max(128) }),
  response: SessionView.nullable(),
})

export const signOut = defineContract({
  name: 'session.signOut',
  method: 'DELETE',
  path: '/api/studio/session',
  access: 'public',
  response: Done,
})

export const changePassword = defineContract({
  name: 'session.changePassword',
  method: 'PUT',
  path: '/api/studio/session/password',
  access: 'viewer',
  body: z.strictObject({ currentPassword: z.string().max(128), newPassword: Password }),
  response: Done,
})

/** Sets the studio language of the caller, in every browser. */
export const setLanguage = defineContract({
  name: 'session.setLanguage',
  method: 'PUT',
  path: '/api/studio/session/language',
  access: 'viewer',
  body: z.strictObject({ locale: z.enum(STUDIO_LOCALES) }),
  response: Done,
})
