import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'feishu',
  label: 'Feishu / Lark',
  description: 'Sends messages and works with Base records.',
  categories: ['communication', 'databases'],
  synonyms: ['lark', 'feishu', 'chat', 'bitable', 'base', '飞书', '多维表格', '消息'],
  docsUrl: 'https://open.feishu.cn/document',
  baseUrl: 'https://{host}',
  hosts: ['{host}'],
  connections: [
    {
      id: 'app',
      label: 'Custom app',
      kind: 'signed',
      scheme: 'feishu',
      help: 'Create a custom app, add the bot, and copy the app ID and secret from “Credentials & Basic Info”.',
      helpUrl: 'https://open.feishu.cn/app',
      fields: [
        {
          name: 'host',
          label: 'Host',
          help: 'open.feishu.cn, or open.larksuite.com for Lark.',
          placeholder: 'open.feishu.cn',
          pattern: 'open\\.(?:feishu\\.cn|larksuite\\.com)',
          patternHint: 'Use open.feishu.cn or open.larksuite.com.',
        },
      ],
    },
  ],
  tests: [
    {
      method: 'GET',
      path: '/open-apis/bot/v3/info',
      account: '/bot/app_name',
      accountId: '/bot/open_id',
    },
  ],
  rateLimits: [{ calls: 50, seconds: 1 }],
})
