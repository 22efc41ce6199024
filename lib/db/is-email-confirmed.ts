import { sql } from 'drizzle-orm'
import { members } from './schema/auth'

/** Of a member: whether the workspace trusts the address. Only then is it an access right (lib/core/knowledge/document-access). */
export const isEmailConfirmed = sql<boolean>`${members.emailConfirmedAt} is not null`
