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
  itemsFixed: '对话由其响应组成：不能添加或删除单个条目。',
  tokensNotCounted: '无法预先计算 Token：应用会加入自己的指令和段落。每个响应都会报告其用量。',
  notCompacted: '响应不能压缩：运行会获得尽可能多的对话内容。',
  embedderUnknown: '此密钥没有向量模型“{name}”。可用的有：{names}。',
  dimensionsFixed: '“{name}”返回 {dimensions} 维向量。请去掉参数 dimensions。',
  itemMissing: "找不到 ID 为 ''{id}'' 的条目。",
}
