import type { providers as english } from '../en/providers'
import type { Translated } from '../types'

export const providers: Translated<typeof english> = {
  awsSecretMissing: '请填写秘密访问密钥。',
  awsSecretInvalid: '秘密访问密钥含有不允许的字符。请重新粘贴。',
  entraIncomplete: 'Entra ID 同时需要租户 ID 和客户端 ID。',
  emptyAnswer: '{host} 返回了空的回答。',
  bedrockEmbeddingUnknown: 'Patchbay 不支持在 Bedrock 上用“{model}”计算向量。',
  notModelService: '{host} 有响应，但不像这种模型服务。请检查地址。',
  answerUnreadable: '{host} 发来的回答 Patchbay 无法读取。',
  notAccessToken: '{host} 没有返回访问令牌。',
  tokenRateLimited: '{host} 暂时不接受更多请求（429）。',
  tokenFailed: '{host} 出错（{status}）。',
  stoppedMidAnswer: '{host} 在响应中途停止。',
  modelNamesMissing: '请填写你使用的模型名称，其中至少有一个对话模型：测试连接时会发送一个简短的对话请求。',
  recordingTooLarge: '录音最大为 25 MB。请缩短，或保存为 MP3 或 Opus。',
  speechTooLong: '每次最多朗读 {max} 个字符。',
  tooManyTextsToRank: '“{model}”每次最多排序 {max} 个文本。',
  awsKeysUnknown: '{host} 不认识这些密钥。请检查两个密钥和区域。',
  sagemakerEndpointMissing: '此区域中没有端点 {endpoint}。请检查其名称。',
  sagemakerEndpointNotReady: '端点 {endpoint} 未在运行：{status}。',
  serviceAccountMissing: '请粘贴服务账号的 JSON 文件。',
  keyInvalid: 'API 密钥含有不允许的字符。请重新粘贴。',
  withoutChat: '{provider} 没有语言模型，只有向量模型和重排序模型。对话请选择其他连接的模型。',
}
