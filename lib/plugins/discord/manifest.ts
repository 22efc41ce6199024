import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'discord',
  label: 'Discord',
  description: 'Sends, edits and reads messages in Discord channels.',
  categories: ['communication'],
  synonyms: ['chat', 'message', 'server', '消息', '聊天'],
  logo: 'simple-icons:discord',
  docsUrl: 'https://discord.com/developers/docs/reference',
  baseUrl: 'https://discord.com/api/v10',
  hosts: ['discord.com', 'cdn.discordapp.com'],
  connections: [
    {
      id: 'bot-token',
      label: 'Bot token',
      kind: 'api-key',
      keyLabel: 'Bot token',
      help: 'Copy the token from “Bot” of your application, and invite the bot to your server.',
      helpUrl: 'https://discord.com/developers/applications',
      placement: { in: 'header', name: 'Authorization', prefix: 'Bot ' },
    },
  ],
  tests: [{ method: 'GET', path: '/users/@me', account: '/username', accountId: '/id' }],
  rateLimits: [{ calls: 50, seconds: 1 }],
})
