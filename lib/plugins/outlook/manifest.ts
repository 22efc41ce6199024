import { definePlugin } from '../manifest-types'
import { microsoftConnections, microsoftHost, microsoftTests } from '../shared/microsoft-connections'

export const manifest = definePlugin({
  id: 'outlook',
  label: 'Outlook',
  description: 'Sends, searches and reads emails, and works with the Microsoft 365 calendar.',
  categories: ['email', 'calendar'],
  synonyms: ['email', 'mail', 'microsoft', 'office 365', 'exchange', 'calendar', 'event', '邮件', '日历', '微软'],
  logo: 'lobehub:microsoft',
  docsUrl: 'https://learn.microsoft.com/graph/api/resources/mail-api-overview',
  ...microsoftHost,
  connections: microsoftConnections(['Mail.ReadWrite', 'Mail.Send', 'Calendars.ReadWrite']),
  tests: microsoftTests,
  rateLimits: [{ calls: 10_000, seconds: 600 }],
})
