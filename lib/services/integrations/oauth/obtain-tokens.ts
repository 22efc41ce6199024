import 'server-only'
import type { IntegrationContext, IntegrationRow } from '../connection-row'
import { connectionService } from '../connection-service'
import { openSecrets, type Tokens } from '../sealed-values'
import { appToken } from './app-token'
import { githubAppToken } from './github-app-token'
import { googleToken } from './google-token'
import { oauthSetup } from './oauth-setup'
import { DeadGrant, type Granted, refreshTokens, requestClientTokens } from './request-tokens'

/** New tokens without a person: by the refresh token, or by the connection's own secret. @throws DeadGrant */
export async function obtainTokens(
  ctx: IntegrationContext,
  row: IntegrationRow,
  tokens: Tokens | null,
): Promise<Granted> {
  const service = connectionService(row)
  const { kind } = service
  const now = new Date()
  if (kind.kind === 'oauth2') {
    const setup = await oauthSetup(ctx, row, kind)
    if (kind.grant === 'client-credentials') return requestClientTokens(setup, now)
    const refreshToken = tokens?.refreshToken
    if (refreshToken == null) throw new DeadGrant('no refresh token')
    return refreshTokens(setup, { refreshToken, fields: row.fields, now })
  }
  const secrets = await openSecrets(ctx, row)
  const request = { db: ctx.db, workspaceId: ctx.workspace.id, fields: row.fields, secrets, now }
  if (kind.kind === 'service-account' && kind.provider === 'google')
    return googleToken({ ...request, scopes: kind.scopes })
  if (kind.kind === 'service-account')
    return githubAppToken({ ...request, baseUrl: service.baseUrl ?? urlOf(service.origins[0]) })
  if (kind.kind === 'signed' && kind.scheme !== 'aws-sigv4')
    return appToken({ ...request, scheme: kind.scheme, origin: urlOf(service.origins[0]) })
  throw new DeadGrant(`no token for ${kind.kind}`)
}

/** An origin in the notation of `lib/contracts/secret-origin` as a URL. */
const urlOf = (origin = ''): string => (origin.includes('://') ? origin : `https://${origin}`)
