import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'dingtalk',
  label: 'DingTalk',
  description: 'Sends messages to people and groups as a robot.',
  categories: ['communication'],
  synonyms: ['chat', 'robot', 'message', '钉钉', '消息', '机器人'],
  logo: 'ant-design:dingtalk-circle',
  docsUrl: 'https://open.dingtalk.com/document/orgapp/robot-overview',
  baseUrl: 'https://api.dingtalk.com',
  hosts: ['api.dingtalk.com'],
  connections: [
    {
      id: 'app',
      label: 'Internal app',
      kind: 'signed',
      scheme: 'dingtalk',
      help: 'Create an internal app with a robot, and copy its Client ID (AppKey) and Client Secret.',
      helpUrl: 'https://open-dev.dingtalk.com',
    },
  ],
  rateLimits: [{ calls: 20, seconds: 1 }],
})
