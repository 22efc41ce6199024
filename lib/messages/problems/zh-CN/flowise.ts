import type { flowise as english } from '../en/flowise'
import type { Translated } from '../types'

export const flowise: Translated<typeof english> = {
  chatIdGuessable: '没有 API 密钥时，chatId 必须以 UUID 结尾，以防被猜到。',
  recordingWithQuestion: '请只发送录音或问题中的一个。',
  noSpeechToText: '此应用不接受录音：它没有“语音转文字”节点。',
  nothingHeard: '录音中没有识别到语音。请重新录制，或输入问题。',
  notForm: '此应用接受问题，而不是表单。',
  notQuestion: '此应用接受含以下字段的表单：{fields}。',
  noTextToSpeech: '此应用无法朗读回答：它没有“语音合成”节点。',
  filesFieldExpected: '请在字段 "files" 中发送文件。',
  nothingToResume: '此聊天中没有等待此回答的请求。它已被回答或停止，或须由工作区成员在 Patchbay 收件箱中回答。',
  humanInputAlone: 'humanInput 不能与 form、uploads 或 vars 一起使用。请去掉它们。',
  noUpsert:
    '客户端不能更改应用的知识：其文档在工作室的“知识”中管理。要在单次对话中使用文档，请随问题放入 uploads 发送。',
  noWebhook: '应用的 Webhook 有自己的地址，见工作室的“自动化”。',
  noMcp: '应用的 MCP 服务器位于 /mcp/apps/ 加应用地址。',
}
