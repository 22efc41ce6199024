import { definePlugin } from '../manifest-types'
import { googleConnections } from '../shared/google-connections'

export const manifest = definePlugin({
  id: 'google-calendar',
  label: 'Google Calendar',
  description: 'Lists, creates, changes and deletes events, and finds free slots.',
  categories: ['calendar'],
  synonyms: ['event', 'meeting', 'appointment', 'schedule', '日历', '日程', '会议'],
  logo: 'simple-icons:googlecalendar',
  docsUrl: 'https://developers.google.com/calendar/api/v3/reference',
  baseUrl: 'https://www.googleapis.com',
  hosts: ['www.googleapis.com'],
  connections: googleConnections(['https://www.googleapis.com/auth/calendar']),
  tests: [{ method: 'GET', path: '/calendar/v3/calendars/primary', account: '/summary', accountId: '/id' }],
  rateLimits: [{ calls: 600, seconds: 60 }],
})
