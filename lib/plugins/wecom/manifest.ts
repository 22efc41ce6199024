import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'wecom',
  label: 'WeCom',
  description: 'Sends messages to members as an app.',
  categories: ['communication'],
  synonyms: ['wechat work', 'chat', 'message', '企业微信', '消息'],
  logo: 'ant-design:wechat-work',
  docsUrl: 'https://developer.work.weixin.qq.com/document/path/90236',
  baseUrl: 'https://qyapi.weixin.qq.com',
  hosts: ['qyapi.weixin.qq.com'],
  connections: [
    {
      id: 'app',
      label: 'Internal app',
      kind: 'signed',
      scheme: 'wecom',
      help: 'The app ID is the corporation ID, and the secret that of the app. Add the address of this server to its trusted addresses.',
      helpUrl: 'https://work.weixin.qq.com/wework_admin/frame#apps',
      fields: [{ name: 'agentId', label: 'AgentId', pattern: '[0-9]{1,12}', patternHint: 'Write the number.' }],
    },
  ],
  rateLimits: [{ calls: 30, seconds: 1 }],
})
