import type { models as english } from '../en/models'
import type { Translated } from '../types'

export const models: Translated<typeof english> = {
  stoppedMidAnswer: '模型在回答中途停止。',
  otherModelAnswered: '另一个模型作出了回答：{model}。',
  embeddingFailed: '无法为该文本计算向量。',
  tooFewClasses: '分类器至少需要两个类别。',
  tooManyTrainingExamples: '运行等待期间最多用 {max} 条示例训练。',
  embedderStopped: '向量模型已停止。',
  builtinEmbedderFailed: '内置向量模型出错：{reason}',
  builtinEmbedderDamaged: '内置向量模型已损坏。请重新运行 "npm ci"。',
  tensorMissing: '权重中没有半精度张量“{name}”。',
  routeNotForChat: '路由“{name}”不用于语言模型。请选择其他模型。',
  noLanguageModel: '没有连接语言模型。请在“模型”中连接。',
  callStopped: '调用已停止。',
  routeForOtherUse: '路由“{name}”用于其他用途。请选择其他模型。',
  chooseForStep: '请为此步骤选择连接的模型或路由。',
  wrongDimensions: '模型返回了 {given} 维向量，而需要 {expected} 维：它不是生成现有向量的模型。',
  declined: '模型服务拒绝回答。',
  toolArgumentsInvalid: '模型调用工具“{tool}”时，参数不是有效的 JSON。',
  toolCallCutOff: '模型的回答在工具调用中途结束。',
  routeMissing: '路由“{name}”已不存在。请选择其他模型。',
  classifierNotChat: '“{name}”是分类器，不回答问题。请选择其他模型。',
}
