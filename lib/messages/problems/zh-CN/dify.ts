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
  noCompletion: '这里没有补全应用，由表单应用代替。请用应用的输入调用 /v1/workflows/run。',
  noAnnotations: '不支持标注。请在工作室的“知识”中把固定回答放入应用的文档。',
  liveVersionOnly: '只能运行线上版本：请调用 /v1/workflows/run。其他环境有各自的密钥。',
  noFeedbackList: '这里不列出所有用户的评价：请在工作室中查看运行。单个用户的评价包含在其消息中：请调用 /v1/messages。',
  noEndUsers: '只保存最终用户的名称。请用 user 在 /v1/conversations 和 /v1/messages 中查找其数据。',
  noVariables: '对话没有变量。请在每条消息的 inputs 中发送应用所需的内容。',
  noWorkspace: '应用的密钥不能访问工作区：模型在工作室的“连接”中接入。',
  noDatasets: '应用的密钥不能更改其知识：文档在工作室的“知识”中管理，来源也在那里同步文档。',
}
