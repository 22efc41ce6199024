import type { openai as english } from '../en/openai'
import type { Translated } from '../types'

export const openai: Translated<typeof english> = {
  fileWithoutContent: '文件需要 file_id 或 file_data。',
  keyWithoutChatApp: '此 API 密钥没有聊天应用。',
  keyWithSeveralChatApps: '此 API 密钥有多个聊天应用。请在请求头 Patchbay-App 中指明一个：{slugs}。',
  afterNotItem: 'after 必须是某一项的 ID。',
  keyWithoutFileApp: '此 API 密钥没有接受文件的应用。',
  keyWithSeveralFileApps: '此 API 密钥有多个接受文件的应用。请在请求头 Patchbay-App 中指明一个：{slugs}。',
  afterNotInputItem: 'after 必须是某个输入项的 ID。',
  classifierNotChat: '“{name}”是分类器。请改为调用 POST /api/v1/models/{name}/predict。',
  userMessageMissing: '请至少发送一条角色为“user”的消息。',
  textOnly: '此模型只接受文本。',
  previousAndConversation: 'previous_response_id 和 conversation 只能发送一个。',
  previousResponseMissing: '没有 ID 为“{id}”的先前响应。',
  startingAfterInvalid: 'starting_after 必须是数字。',
}
