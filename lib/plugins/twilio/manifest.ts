import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'twilio',
  label: 'Twilio',
  description: 'Sends text messages and WhatsApp messages, lists them, and looks up phone numbers.',
  categories: ['communication'],
  synonyms: ['sms', 'text message', 'whatsapp', 'phone', 'lookup', '短信', '电话', '号码'],
  docsUrl: 'https://www.twilio.com/docs/messaging/api',
  baseUrl: 'https://api.twilio.com/2010-04-01/Accounts/{user}',
  hosts: ['api.twilio.com', 'lookups.twilio.com'],
  connections: [
    {
      id: 'account',
      label: 'Account SID and auth token',
      kind: 'basic',
      userLabel: 'Account SID',
      passwordLabel: 'Auth token',
      help: 'Both are on the home page of the Twilio Console.',
      helpUrl: 'https://console.twilio.com/',
    },
  ],
  tests: [{ method: 'GET', path: '/Balance.json', account: '/account_sid', accountId: '/account_sid' }],
})
