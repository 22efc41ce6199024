import { sql } from 'drizzle-orm'
import { members } from './schema/auth'

/**
 * Whether the workspace trusts the email address of a member. Only then does the address grant access to documents
 * (lib/core/knowledge/document-access).
 */
export const isEmailConfirmed = sql<boolean>`${members.emailConfirmedAt} is not null`
