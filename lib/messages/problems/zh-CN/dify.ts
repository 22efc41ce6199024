import type { dify as english } from '../en/dify'
import type { Translated } from '../types'

export const dify: Translated<typeof english> = {
  notChat: '此应用接受命名输入，而不是聊天消息。请改为调用 /v1/workflows/run。',
  keyNotForOneApp: 'Dify 客户端不指明应用，因此 API 密钥必须只属于一个已发布的应用。请创建这样的密钥。',
  voiceNotSupported: '语音由应用自己决定。请去掉参数 voice。',
  textToAudioDisabled: '未启用文本转语音：此应用没有“语音合成”节点。',
  nameMissing: '请发送名称，或设置 auto_generate。',
  userMissing: '缺少参数 user。它用于标识最终用户。',
  formAnswered: '此表单已被回答。',
  notWorkflow: '此应用是聊天应用。请改为调用 /v1/chat-messages。',
}
