import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'whatsapp',
  label: 'WhatsApp',
  description: 'Sends messages through the WhatsApp Business Cloud API.',
  categories: ['communication'],
  synonyms: ['chat', 'message', 'business', '消息', '聊天'],
  logo: 'simple-icons:whatsapp',
  docsUrl: 'https://developers.facebook.com/docs/whatsapp/cloud-api',
  baseUrl: 'https://graph.facebook.com/v23.0/{phoneNumberId}',
  // The second host serves the media of messages, with the same token.
  hosts: ['graph.facebook.com', 'lookaside.fbsbx.com'],
  connections: [
    {
      id: 'token',
      label: 'Access token',
      kind: 'bearer',
      keyLabel: 'Access token',
      placeholder: 'EAA…',
      help: 'Create a token of a system user with the permission whatsapp_business_messaging.',
      helpUrl: 'https://developers.facebook.com/apps',
      fields: [
        {
          name: 'phoneNumberId',
          label: 'Phone number ID',
          help: 'The ID that “API setup” shows, not the number itself.',
          pattern: '[0-9]{5,20}',
        },
      ],
    },
  ],
  tests: [
    {
      method: 'GET',
      path: '?fields=id,verified_name,display_phone_number',
      account: '/display_phone_number',
      accountId: '/id',
    },
  ],
  rateLimits: [{ calls: 80, seconds: 1 }],
})
