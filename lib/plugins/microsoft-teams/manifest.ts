import { definePlugin } from '../manifest-types'
import { microsoftConnections, microsoftHost, microsoftTests } from '../shared/microsoft-connections'
import { teamsScopes } from './teams-fields'

export const manifest = definePlugin({
  id: 'microsoft-teams',
  label: 'Microsoft Teams',
  description: 'Posts to channels and chats, and reads messages.',
  categories: ['communication'],
  synonyms: ['teams', 'chat', 'channel', 'message', 'office 365', '消息', '聊天', '频道', '微软'],
  logo: 'bootstrap-icons:microsoft-teams',
  docsUrl: 'https://learn.microsoft.com/graph/api/resources/teams-api-overview',
  ...microsoftHost,
  hosts: [...microsoftHost.hosts, 'smba.trafficmanager.net'],
  connections: [
    ...microsoftConnections(teamsScopes),
    {
      id: 'bot',
      label: 'Bot',
      kind: 'oauth2',
      grant: 'client-credentials',
      help: 'Create an Azure Bot, and copy the app ID and a client secret of its app registration.',
      helpUrl: 'https://portal.azure.com/#create/Microsoft.AzureBot',
      tokenUrl: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
      scopes: ['https://api.botframework.com/.default'],
      quirks: { clientAuthentication: 'body' },
      fields: [
        {
          name: 'tenant',
          label: 'Tenant',
          pattern: '[A-Za-z0-9.-]{1,100}',
          help: 'The directory ID of the app registration, or “botframework.com” for a bot with several tenants.',
        },
      ],
    },
  ],
  tests: microsoftTests,
  rateLimits: [{ calls: 4, seconds: 1 }],
})
