import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '向 Telegram 聊天发送消息和文件。',
  'connections.bot-token.label': '机器人令牌',
  'connections.bot-token.keyLabel': '机器人令牌',
  'connections.bot-token.help': '在 Telegram 中向 @BotFather 发送 /newbot 并复制令牌。',
  'actions.edit-message.label': '修改消息',
  'actions.edit-message.description': '替换机器人发送的消息的文本。',
  'actions.send-document.label': '发送文件',
  'actions.send-document.description': '向 Telegram 聊天发送文件。',
  'actions.send-message.label': '发送消息',
  'actions.send-message.description': '向 Telegram 聊天发送文本。',
  'fields.chat.label': '聊天',
  'fields.chat.help': '聊天的 ID，或公开频道的 @名称。',
  'fields.text.label': '文本',
  'fields.format.label': '格式',
  'fields.format.options.plain': '纯文本',
  'fields.replyTo.label': '回复的消息',
  'fields.messageId.label': '消息 ID',
  'fields.file.label': '文件',
  'fields.caption.label': '说明',
  'outputs.messageId.label': '消息 ID',
  'channel.fields.secretToken.label': '密钥令牌',
  'channel.steps.0':
    '保存时，Patchbay 会为您的机器人登记 {url}。一个机器人只有一个 Webhook：使用它的其他程序将不再收到消息。',
  'channel.steps.1': '要在群组中使用，请将机器人加入群组。它会收到提及它或回复它的消息。',
  'channel.test.label': '聊天 ID',
}
