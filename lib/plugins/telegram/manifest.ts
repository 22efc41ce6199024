import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'telegram',
  label: 'Telegram',
  description: 'Sends messages and files to Telegram chats.',
  categories: ['communication'],
  synonyms: ['chat', 'bot', 'message', '电报', '消息', '聊天'],
  logo: 'simple-icons:telegram',
  docsUrl: 'https://core.telegram.org/bots/api',
  baseUrl: 'https://api.telegram.org/bot{token}',
  hosts: ['api.telegram.org'],
  connections: [
    {
      id: 'bot-token',
      label: 'Bot token',
      kind: 'api-key',
      keyLabel: 'Bot token',
      placeholder: '123456:ABC-DEF…',
      help: 'Send /newbot to @BotFather in Telegram and copy the token.',
      helpUrl: 'https://t.me/BotFather',
      placement: { in: 'path', name: 'token' },
    },
  ],
  tests: [
    {
      method: 'GET',
      path: '/getMe',
      failure: { path: '/ok', equals: false, reason: '/description' },
      account: '/result/username',
      accountId: '/result/id',
    },
  ],
  rateLimits: [{ calls: 30, seconds: 1 }],
})
