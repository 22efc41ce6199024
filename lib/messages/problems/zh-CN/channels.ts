import type { channels as english } from '../en/channels'
import type { Translated } from '../types'

export const channels: Translated<typeof english> = {
  unknown: '此安装没有该渠道。',
  chatOnly: '只有聊天应用可以在渠道中回答。',
  connectionUnfit: '请选择此服务的、属于工作区的连接。',
  tooManyMessages: '一个对话在一小时内发送了超过 20 条消息，其余消息已忽略。',
}
