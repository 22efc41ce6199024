import { definePlugin } from '../manifest-types'
import { hubspotScopes } from './hubspot-fields'

export const manifest = definePlugin({
  id: 'hubspot',
  label: 'HubSpot',
  description: 'Works with contacts, companies, deals and tickets.',
  categories: ['sales'],
  synonyms: ['crm', 'contact', 'company', 'deal', 'ticket', 'marketing', '客户', '联系人', '商机'],
  logo: 'simple-icons:hubspot',
  docsUrl: 'https://developers.hubspot.com/docs/api-reference/overview',
  baseUrl: 'https://api.hubapi.com',
  hosts: ['api.hubapi.com'],
  connections: [
    {
      id: 'token',
      label: 'Private app',
      kind: 'bearer',
      keyLabel: 'Access token',
      placeholder: 'pat-…',
      help: 'Create a private app with read and write scopes for the objects that the app needs, and copy its token.',
      helpUrl: 'https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview',
    },
    {
      id: 'oauth',
      label: 'HubSpot account',
      kind: 'oauth2',
      grant: 'authorization-code',
      help: 'Create a public app and add the redirect URL.',
      helpUrl: 'https://developers.hubspot.com/docs/apps/legacy-apps/public-apps/overview',
      authorizeUrl: 'https://app.hubspot.com/oauth/authorize',
      tokenUrl: 'https://api.hubapi.com/oauth/v1/token',
      scopes: [...hubspotScopes],
      quirks: { clientAuthentication: 'body', pkce: false },
    },
  ],
  tests: [{ method: 'GET', path: '/crm/v3/objects/contacts?limit=1' }],
  rateLimits: [{ calls: 100, seconds: 10 }],
})
