import 'server-only'
import { and, eq, isNull, ne } from 'drizzle-orm'
import { apiKeys } from '@/lib/db/schema/apps'
import { members } from '@/lib/db/schema/auth'
import { oauthGrants } from '@/lib/db/schema/oauth'

/** Joins a grant with the member who authorized it; no row matches after they have left the workspace. */
export const isItsMember = and(eq(members.userId, oauthGrants.userId), eq(members.workspaceId, oauthGrants.workspaceId))

/** Condition on a grant joined with its key and member: not revoked, and the member may still run apps. */
export const isInForce = and(isNull(apiKeys.revokedAt), ne(members.role, 'viewer'))
