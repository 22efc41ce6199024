import type { connections as english } from '../en/connections'
import type { Translated } from '../types'

export const connections: Translated<typeof english> = {
  providerUnknown: 'Patchbay 不认识提供商“{provider}”。',
  addressRequired: '{provider} 需要服务器地址。',
  apiKeyRequired: '{provider} 需要 API 密钥。',
  apiKeyInvalid: '{provider} 的密钥含有不可能的字符。请重新粘贴。',
  serverTimeout: '服务器在 {seconds} 秒内没有响应。',
  fieldMissing: '{provider} 需要字段“{field}”。',
  fieldInvalid: '{provider} 的字段“{field}”无效：{hint}',
  firstKeyMissing: '请先填写第一个 API 密钥，再填写其他的。',
  tooManyKeys: '一个连接最多有 {max} 个额外密钥。',
  changedMeanwhile: '他人刚刚修改了此连接。请重新载入后再试。',
  serviceUnknown: '没有这个模型服务。',
  routeMissing: '没有语言模型路由“{model}”。',
  tunedModelMissing: '没有投入生产的微调语言模型“{model}”。',
  modelMissing: '连接“{connection}”没有该语言模型。',
  chooseModel: '请选择此工作区某个连接的模型。',
  missing: '此模型的连接已不存在。请选择其他模型。',
  addressMissing: '连接“{connection}”没有地址。',
  apiKeyMissing: '连接“{connection}”没有 API 密钥。',
}
