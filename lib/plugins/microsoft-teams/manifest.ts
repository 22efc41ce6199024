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
  connections: microsoftConnections(teamsScopes),
  tests: microsoftTests,
  rateLimits: [{ calls: 4, seconds: 1 }],
})
