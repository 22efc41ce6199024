import type { ConnectionKind } from '../connection-kinds'

const login = 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0'

/** Sign-in with a Microsoft account for Microsoft Graph. */
export function microsoftConnections(scopes: readonly string[]): ConnectionKind[] {
  return [
    {
      id: 'oauth',
      label: 'Microsoft account',
      kind: 'oauth2',
      grant: 'authorization-code',
      help: 'Register an app in Microsoft Entra, add the redirect URL of the type “Web” and create a client secret.',
      helpUrl: 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
      authorizeUrl: `${login}/authorize`,
      tokenUrl: `${login}/token`,
      // Without offline_access there is no refresh token.
      scopes: ['offline_access', 'User.Read', ...scopes],
      quirks: { clientAuthentication: 'body' },
      fields: [
        {
          name: 'tenant',
          label: 'Tenant',
          placeholder: 'common',
          pattern: '[A-Za-z0-9.-]{1,100}',
          help: 'The directory ID of the app registration, or “common” for apps with several tenants.',
        },
      ],
    },
  ]
}

export const microsoftTests = [
  { method: 'GET' as const, path: '/v1.0/me', account: '/userPrincipalName', accountId: '/id' },
]

export const microsoftHost = { baseUrl: 'https://graph.microsoft.com', hosts: ['graph.microsoft.com'] }

/** Where Microsoft Graph puts the code and the message of a failure. */
export const graphFailure = { path: '/failed', equals: true, reason: '/error/code', message: '/error/message' } as const

export const graphErrors = {
  InvalidAuthenticationToken: {
    code: 'RECONNECT_REQUIRED',
    message: 'Microsoft rejected the credentials. Reconnect the connection.',
  },
  ErrorAccessDenied: {
    code: 'TOOL_FAILED',
    message: 'Microsoft does not allow this. An administrator of the tenant may have to consent to the app.',
  },
  Authorization_RequestDenied: {
    code: 'TOOL_FAILED',
    message: 'Microsoft does not allow this. An administrator of the tenant may have to consent to the app.',
  },
} as const

/** Pages of a collection: `@odata.nextLink` is the address of the next one. */
export const graphPages = { type: 'next-url', items: '/value', next: '/@odata.nextLink', limit: 'limit' } as const
