import type { ConnectionKind } from '../connection-kinds'

/** Sign-in with a Google account, or a service account that the resources are shared with. */
export function googleConnections(scopes: string[], { hasServiceAccount = true } = {}): ConnectionKind[] {
  const account: ConnectionKind = {
    id: 'oauth',
    label: 'Google account',
    kind: 'oauth2',
    grant: 'authorization-code',
    help: 'Create an OAuth client of the type “Web application” in the Google Cloud console and add the redirect URL.',
    helpUrl: 'https://console.cloud.google.com/apis/credentials',
    authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenUrl: 'https://oauth2.googleapis.com/token',
    revokeUrl: 'https://oauth2.googleapis.com/revoke',
    scopes,
    quirks: { authorizeParameters: { access_type: 'offline', prompt: 'consent' }, clientAuthentication: 'body' },
  }
  const service: ConnectionKind = {
    id: 'service-account',
    label: 'Service account',
    kind: 'service-account',
    provider: 'google',
    scopes,
    help: 'Create a service account, download its JSON key and share the files or calendars with its email address.',
    helpUrl: 'https://console.cloud.google.com/iam-admin/serviceaccounts',
  }
  return hasServiceAccount ? [account, service] : [account]
}

export const googleErrors = {
  UNAUTHENTICATED: {
    code: 'RECONNECT_REQUIRED',
    message: 'Google rejected the credentials. Reconnect the connection.',
  },
} as const
